import { type Contract, contract, string } from "@weir/std/contracts";
import { registry } from "../registry.ts";

interface Codec {
  encode(text: string): string;
}
const Codec: Contract<Codec, { media: string; guess(): string }> = contract<
  Codec,
  { media: string; guess(): string }
>("lint.Codec", {
  registry,
  members: { encode: { params: [["text", string()]], returns: string() } },
  statics: { media: { attribute: string() }, guess: { params: [], returns: string() } },
});

export class Plain implements Codec {
  static media: string = "text/plain";
  encode(text: string): string {
    return text;
  }
  static guess: () => string = () => "plain";
}
