import { Exporter, type Line } from "./exporter.ts";

export class JsonExporter implements Exporter {
  static {
    Exporter.implement(this, { capabilities: ["json", "machine-readable"] });
  }
  get mediaType(): string {
    return "application/json";
  }
  export(lines: Line[]): string {
    return JSON.stringify(lines);
  }
}
