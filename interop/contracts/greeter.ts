import type { Contract } from "@weir/std/contracts";

const root = new URL("../../", import.meta.url);

/**
 * The module from its sources, by address: what has no import map of the package has no name for it.
 */
export const contracts: typeof import("@weir/std/contracts") = await import(
  new URL("contracts/mod.ts", root).href
);
const { contract, object, string } = contracts;

/** What the plugins look like. */
export interface Greeter {
  greet(who: { name: string }): string;
  later(who: { name: string }): Promise<string>;
}

const who = object({ name: string({ minLength: 1 }) });

/** The contract of the plugins. */
export const Greeter: Contract<Greeter> = contract<Greeter>("interop.Greeter", {
  version: "1.2.0",
  members: {
    greet: { params: [["who", who]], returns: string() },
    later: { kind: "async", params: [["who", who]], returns: string() },
  },
});

abstract class UnhookedBase implements Greeter {
  abstract greet(who: { name: string }): string;
  later(who: { name: string }): Promise<string> {
    return Promise.resolve(this.greet(who));
  }
}

/** What plugins extend that bear no mark. */
export const GreeterBase: typeof UnhookedBase = Greeter.base(UnhookedBase);
