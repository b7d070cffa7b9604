import {
  array,
  type Contract,
  contract,
  integer,
  number,
  object,
  oneOf,
  optional,
  string,
} from "../../mod.ts";
import { type Loose, loose } from "./scenario.ts";

/** An order of a shop. */
export interface Order {
  readonly id: string;
  readonly amount: number;
  readonly tags: string[];
}

/** What the scenarios of calls speak of. */
export interface OrderStore {
  save(order: Order, retries: number): Promise<string>;
  log(level: "info" | "warning" | "error", text?: string): void;
  close(): void;
}

/** The contract, with a registry of its own each time. */
export function orderStore(): Contract<OrderStore> {
  return contract<OrderStore>("shop.OrderStore", {
    version: "1.2.0",
    members: {
      save: {
        kind: "async",
        params: [
          ["order", object({ id: string(), amount: number({ min: 1 }), tags: array(string()) })],
          ["retries", integer({ min: 0 })],
        ],
        returns: string({ minLength: 1 }),
      },
      log: {
        params: [["level", oneOf(["info", "warning", "error"])], ["text", optional(string())]],
      },
      close: { params: [] },
    },
  });
}

/** An order that all contracts accept. */
export const order: Order = { id: "a1", amount: 3, tags: ["new"] };

/** An object of a class that keeps the contract. */
export function memoryStore(): Loose {
  const OrderStore = orderStore();
  class MemoryStore implements OrderStore {
    static {
      OrderStore.implement(this);
    }
    save(order: Order) {
      return Promise.resolve(order.id);
    }
    log() {}
    close() {}
  }
  return loose(new MemoryStore());
}
