import {
  array,
  type Contract,
  contract,
  number,
  object,
  optional,
  string,
} from "@weir/std/contracts";

/** One line of a report. */
export interface Line {
  name: string;
  stars: number;
  note?: string;
}

/** Writes lines in some format; each module of the folder brings one. */
export interface Exporter {
  readonly mediaType: string;
  export(lines: Line[]): string;
}

const lines = array(
  object({ name: string(), stars: number({ min: 0 }), note: optional(string()) }),
);

export const Exporter: Contract<Exporter> = contract<Exporter>("app.Exporter", {
  version: "1.1.0",
  members: {
    mediaType: { attribute: string({ pattern: /^[a-z]+\/[a-z]+$/ }), kind: "getter" },
    export: {
      params: [["lines", lines]],
      returns: string(),
      examples: [{ args: [[{ name: "weir", stars: 7 }]] }],
    },
  },
});

/** What text formats have in common: subclasses are found without a mark of their own. */
export abstract class TextExporter implements Exporter {
  static {
    Exporter.implement(this, { abstract: true });
  }
  abstract readonly mediaType: string;
  protected abstract line(line: Line): string;

  export(lines: Line[]): string {
    return lines.map((line) => this.line(line)).join("\n");
  }
}
