import { type Contract, contract, string } from "@weir/std/contracts";
import { registry } from "../registry.ts";

interface Greeter {
  greet(name: string): string;
}
const Greeter: Contract<Greeter> = contract<Greeter>("lint.Greeter", {
  registry,
  members: { greet: { params: [["name", string()]], returns: string() } },
});

export class Formal implements Greeter {
  #title = "day";

  greet(name: string): string {
    return `Good ${this.#title}, ${name}`;
  } // as in letters
}
