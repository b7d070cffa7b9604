import { code } from "../show.ts";
import { callMethod } from "../steps/step.ts";
import type { Call, TerminalKinds } from "./terminal.ts";

const key = ({ world, n }: Call) =>
  world.callback(
    "key",
    (value: unknown, _index: number): unknown =>
      n === 0
        ? code(value)
        : n === 1
        ? `k${code(value) % 3}`
        : code(value) % n || (n < 4 ? -0 : NaN),
  );

const pick = ({ world }: Call) =>
  world.callback("pick", (value: unknown, index: number): unknown => code(value) + index);

const fold = ({ world }: Call) =>
  world.callback(
    "fold",
    (a: unknown, b: unknown, i: number): unknown =>
      i % 4 === 3 ? undefined : code(a) * 3 + code(b) + i,
  );

/** Terminals that collect all items. */
export const collectTerminals: TerminalKinds = {
  toArray: {
    code: () => "",
    run: (s, { options }) => s.toArray(...options as []),
    reference: (items) => [...items],
  },
  toSet: {
    code: () => "",
    run: (s, { options }) => s.toSet(...options as []),
    reference: (items) => new Set(items),
  },
  toMap: {
    code: () => "key, pick",
    run: (s, call) => s.toMap(key(call), pick(call), ...call.options as []),
    reference(items, call) {
      const [keyOf, valueOf] = [key(call), pick(call)];
      const map = new Map<unknown, unknown>();
      let index = 0;
      for (const item of items) map.set(keyOf(item, index), valueOf(item, index++));
      return map;
    },
  },
  toMapOfItems: {
    method: "toMap",
    code: () => "key",
    run: (s, call) =>
      call.options.length === 0
        ? s.toMap(key(call))
        : s.toMap(key(call), undefined, ...call.options as []),
    reference(items, call) {
      const keyOf = key(call);
      const map = new Map<unknown, unknown>();
      let index = 0;
      for (const item of items) map.set(keyOf(item, index++), item);
      return map;
    },
  },
  forEach: {
    code: () => "pick",
    run: (s, call) => s.forEach(pick(call), ...call.options as []),
    reference(items, call) {
      const visit = pick(call);
      let index = 0;
      for (const item of items) visit(item, index++);
    },
  },
  join: {
    code: ({ n }) => n === 0 ? "" : '"-"',
    run: (s, { n, options }) => {
      const separator = n > 0 ? ["-"] : options.length > 0 ? [undefined] : [];
      return callMethod(s.map(code), "join", ...separator, ...options);
    },
    reference: (items, { n }) => Array.from(items, code).join(n === 0 ? "," : "-"),
  },
  groupBy: {
    code: () => "key",
    run: (s, call) => s.groupBy(key(call), ...call.options as []),
    reference(items, call) {
      const keyOf = key(call);
      let index = 0;
      return Map.groupBy(items, (item) => keyOf(item, index++));
    },
  },
  countBy: {
    code: () => "key",
    run: (s, call) => s.countBy(key(call), ...call.options as []),
    reference(items, call) {
      const keyOf = key(call);
      let index = 0;
      const groups = Map.groupBy(items, (item) => keyOf(item, index++));
      return new Map([...groups].map(([found, group]) => [found, group.length]));
    },
  },
  reduceBy: {
    code: () => "key, fold, begin",
    run: (s, call) => {
      const begin = call.world.syncCallback("begin", (found: unknown): unknown => [found]);
      return s.reduceBy(key(call), fold(call), begin, ...call.options as []);
    },
    reference(items, call) {
      const [keyOf, reducer] = [key(call), fold(call)];
      const begin = call.world.syncCallback("begin", (found: unknown): unknown => [found]);
      const results = new Map<unknown, unknown>();
      let index = 0;
      for (const item of items) {
        const found = keyOf(item, index);
        const before = results.has(found) ? results.get(found) : begin(found);
        results.set(found, reducer(before, item, index++));
      }
      return results;
    },
  },
  partition: {
    code: () => "key",
    run: (s, call) => s.partition(key(call), ...call.options as []),
    reference(items, call) {
      const keyOf = key(call);
      const parts: unknown[][] = [[], []];
      let index = 0;
      for (const item of items) parts[keyOf(item, index++) ? 0 : 1]!.push(item);
      return parts;
    },
  },
};
