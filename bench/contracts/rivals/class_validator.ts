import "npm:reflect-metadata@0.2.2";
export * from "npm:class-validator@0.15.1";
