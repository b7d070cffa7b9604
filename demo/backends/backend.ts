import {
  type Contract,
  contract,
  integer,
  literal,
  object,
  optional,
  predicate,
  Registry,
  string,
  union,
  unknown,
} from "@weir/std/contracts";
import type { Resource } from "@weir/std/scope";
import type { Queue, Store, Table } from "@weir/std/streams";

/** Where the database is; plain data, so that it can be told to workers. */
export type StoreSource =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "postgres"; readonly url: string; readonly schema: string };

/** Where the queue is; plain data, so that it can be told to other processes. */
export type QueueSource =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "amqp"; readonly url: string; readonly queue: string };

/** A kind of database or queue: a class each, registered under the name of its kind. */
export interface Backend<S, T> {
  /** What opens it. */
  resource(source: S): Resource<T>;
  /** Removes what a run has left there. */
  reset(source: S): Promise<void>;
}

/** Classes of backends, looked up by what the environment asks for. */
const registry = new Registry();

const version = "1.0.0";
const path = string({ minLength: 1 });
const url = string({ pattern: /^\w+:\/\// });
const name = string({ minLength: 1, maxLength: 60 });
const embedded = object({ kind: literal("sqlite"), path });
const storeSource = union([embedded, object({ kind: literal("postgres"), url, schema: name })]);
const queueSource = union([embedded, object({ kind: literal("amqp"), url, queue: name })]);

/** The contract of databases. */
export const StoreBackend: Contract<Backend<StoreSource, Store>> = contract<
  Backend<StoreSource, Store>
>("demo.StoreBackend", {
  version,
  registry,
  members: {
    resource: { params: [["source", storeSource]], returns: resource<Store>() },
    reset: { kind: "async", params: [["source", storeSource]] },
  },
});

/** The contract of queues. */
export const QueueBackend: Contract<Backend<QueueSource, Queue>> = contract<
  Backend<QueueSource, Queue>
>("demo.QueueBackend", {
  version,
  registry,
  members: {
    resource: { params: [["source", queueSource]], returns: resource<Queue>() },
    reset: { kind: "async", params: [["source", queueSource]] },
  },
});

/** What an open database looks like, whoever has opened it. */
export const OpenStore: Contract<Store> = contract<Store>("demo.Store", {
  version,
  members: {
    open: {
      kind: "async",
      params: [["plan", object({ pipeline: name, table: unknown<Table>() })]],
    },
    page: {
      kind: "async",
      params: [["table", unknown()], [
        "options",
        optional(object({ after: optional(string()), limit: optional(integer({ min: 1 })) })),
      ]],
    },
    close: { kind: "async", params: [] },
    [Symbol.asyncDispose]: { kind: "async", params: [] },
  },
});

/** What an open queue looks like, whoever has opened it. */
export const OpenQueue: Contract<Queue> = contract<Queue>("demo.Queue", {
  version,
  members: {
    publish: { kind: "async", params: [["messages", unknown()], ["options", unknown()]] },
    consume: { kind: "async", params: [["handler", unknown()], ["options", unknown()]] },
    stats: { kind: "async", params: [], returns: object({ depth: integer({ min: 0 }) }) },
    close: { kind: "async", params: [] },
    [Symbol.asyncDispose]: { kind: "async", params: [] },
  },
});

function resource<T>() {
  const isResource = (value: unknown) =>
    typeof value === "object" && value !== null && "name" in value && "acquire" in value;
  return predicate<Resource<T>>(isResource, "a resource of defineResource()");
}
