export * from "npm:typed-inject@5.0.0";
