export * from "npm:arktype@2.2.9";
