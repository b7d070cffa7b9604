import "npm:reflect-metadata@0.2.2";
export * from "npm:tsyringe@4.10.0";
