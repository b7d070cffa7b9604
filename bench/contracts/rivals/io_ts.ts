import "npm:fp-ts@2.16.11";
export * from "npm:io-ts@2.2.22";
