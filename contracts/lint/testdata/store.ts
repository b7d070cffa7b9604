import { type Contract, contract, string } from "@weir/std/contracts";
import { registry } from "./registry.ts";

/** What the contract speaks of. */
export interface Store {
  save(order: string): string;
  close(): void;
}

/** A contract that the fixtures import. */
export const Store: Contract<Store> = contract<Store>("lint.Store", {
  registry,
  members: {
    save: { params: [["order", string()]], returns: string() },
    close: { params: [] },
  },
});

/** A type beside it. */
export type Order = string;
