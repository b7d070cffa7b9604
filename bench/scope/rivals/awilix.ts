export * from "npm:awilix@13.0.5";
