import { code } from "../show.ts";
import { callMethod } from "../steps/step.ts";
import { withoutCursor } from "../without_cursor.ts";
import type { Call, TerminalKinds } from "./terminal.ts";

const predicate = ({ world, n }: Call) =>
  world.callback(
    "test",
    (value: unknown, index: number): unknown =>
      index >= n && code(value) % 3 === n % 3 ? "yes" : "",
  );

/** Terminals that may stop before the end. */
export const searchTerminals: TerminalKinds = {
  find: {
    code: () => "test",
    run: (s, call) => s.find(predicate(call), ...call.options as []),
    reference(items, call) {
      const test = predicate(call);
      let index = 0;
      for (const value of items) if (test(value, index++)) return value;
    },
  },
  some: {
    code: () => "test",
    run: (s, call) => s.some(predicate(call), ...call.options as []),
    reference(items, call) {
      const test = predicate(call);
      let index = 0;
      for (const value of items) if (test(value, index++)) return true;
      return false;
    },
  },
  every: {
    code: () => "test",
    run: (s, call) => s.every(predicate(call), ...call.options as []),
    reference(items, call) {
      const test = predicate(call);
      let index = 0;
      for (const value of items) if (!test(value, index++)) return false;
      return true;
    },
  },
  first: {
    code: () => "",
    run: (s, { options }) => s.first(...options as []),
    reference(items) {
      for (const value of items) return value;
    },
  },
  last: {
    code: () => "",
    run: (s, { options }) => s.last(...options as []),
    reference: (items) => [...items].at(-1),
  },
  page: {
    code: ({ n, m }) => `${n + 1}, ${m + 1}`,
    run: (s, { n, m, options }) => withoutCursor(s.page(n + 1, m + 1, ...options as [])),
    reference(items, { n, m }) {
      const size = m + 1;
      const start = n * size;
      const kept: unknown[] = [];
      let at = 0;
      let hasNext = false;
      for (const value of items) {
        if (at++ >= start + size) {
          hasNext = true;
          break;
        }
        if (at > start) kept.push(value);
      }
      return { hasNext, items: kept, number: n + 1, size, start };
    },
  },
  includes: {
    code: ({ n, m }) => `${n}, ${m}`,
    run: (s, { n, m, options }) => callMethod(s, "includes", n, m, ...options),
    reference(items, { n, m }) {
      let index = 0;
      for (const value of items) {
        if (index++ >= m && (value === n || Number.isNaN(value) && Number.isNaN(n))) return true;
      }
      return false;
    },
  },
};
