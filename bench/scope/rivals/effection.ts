export * from "npm:effection@4.1.1";
