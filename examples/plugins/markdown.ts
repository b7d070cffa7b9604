import { type Line, TextExporter } from "./exporter.ts";

/** Has no mark: it is found because it extends a class that has one. */
export class MarkdownExporter extends TextExporter {
  override get mediaType(): string {
    return "text/markdown";
  }
  protected override line({ name, stars }: Line): string {
    return `- **${name}** (${stars})`;
  }
}
