import assert from "node:assert/strict";
import {
  array,
  type Contract,
  contract,
  ContractError,
  integer,
  object,
  optional,
  string,
} from "../mod.ts";

/** What the contract speaks of. */
export interface Store {
  save(order: { id: string; tags: string[] }, retries?: number): string;
  close(): void;
}

/** A contract with a method of checked parameters and one without. */
export function storeContract(): Contract<Store> {
  return contract<Store>("test.Store", {
    version: "1.2.0",
    capabilities: ["persistent"],
    members: {
      save: {
        params: [
          ["order", object({ id: string(), tags: array(string()) })],
          ["retries", optional(integer({ min: 0 }))],
        ],
        returns: string({ minLength: 1 }),
      },
      close: { params: [] },
    },
  });
}

/** The ContractError that `body` throws. */
export function thrown(body: () => unknown): ContractError {
  try {
    body();
  } catch (error) {
    assert.ok(error instanceof ContractError, String(error));
    return error;
  }
  return assert.fail("did not throw");
}
