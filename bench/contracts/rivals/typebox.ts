export * from "npm:typebox@1.4.3";
export * from "npm:typebox@1.4.3/compile";
