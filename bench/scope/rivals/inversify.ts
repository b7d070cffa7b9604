import "npm:reflect-metadata@0.2.2";
export * from "npm:inversify@8.2.3";
