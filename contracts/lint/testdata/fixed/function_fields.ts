import { type Contract, contract, integer, string } from "@weir/std/contracts";
import { registry } from "../registry.ts";

interface Parser {
  parse(text: string): number;
  load(path: string): Promise<string>;
  tokens(): Iterable<number>;
  count(text: string): number;
  [Symbol.toPrimitive](): string;
}
const Parser: Contract<Parser> = contract<Parser>("lint.Parser", {
  registry,
  members: {
    parse: { params: [["text", string()]], returns: integer() },
    load: { kind: "async", params: [["path", string()]], returns: string() },
    tokens: { kind: "generator", params: [], yields: integer() },
    count: { params: [["text", string()]], returns: integer() },
    [Symbol.toPrimitive]: { params: [], returns: string() },
  },
});

class NumberParser {
  parse(text: string): number {
    return Number(text);
  }
  async load(path: string): Promise<string> {
    await Promise.resolve();
    return path;
  }
  *tokens() {
    yield 1;
  }
  public count(text: string) {
    return text.length;
  }
  [Symbol.toPrimitive]() {
    return "parser";
  }
  log = () => {};
  static {
    Parser.implement(this);
  }
}

new NumberParser().log();
