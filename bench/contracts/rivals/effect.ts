export * from "npm:effect@4.1.0";
