/**
 * A decorated class, to be run with `experimentalDecorators` and without: prints with how many
 * arguments decorators are called, and what is told of a wrong call.
 *
 * @module
 */
import { contract, ContractError, number } from "../mod.ts";

interface Scale {
  double(n: number): number;
}

const Scale = contract<Scale>("test.Scale", {
  members: { double: { params: [["n", number()]], returns: number() } },
});

let count = 0;

function counted(...args: readonly unknown[]): void {
  count = args.length;
}

@Scale.implement
@counted
class Impl {
  double(n: number) {
    return n * 2;
  }
}

const told = [new Impl().double(2), Scale.get() === Impl, Impl.prototype.double.name];
try {
  new Impl().double("x" as never);
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  told.push(error.className, error.blame);
}
console.log(JSON.stringify([count, ...told]));
