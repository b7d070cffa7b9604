import { Exporter, type Line } from "./exporter.ts";

/** Broken on purpose: a misspelt member and a getter that is missing. */
export class HtmlExporter {
  static {
    Exporter.implement(this as never);
  }
  async exprot(lines: Line[]): Promise<string> {
    return await Promise.resolve(lines.map(({ name }) => `<li>${name}`).join(""));
  }
}
