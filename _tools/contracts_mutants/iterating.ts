import type { Mutant } from "../mutants.ts";

const FORWARDER = "contracts/enforcement/forwarder.ts";
const CHECKED_ITERATOR = "contracts/enforcement/checked_iterator.ts";
const WRAP_ACCESSOR = "contracts/enforcement/wrap_accessor.ts";

/** What goes wrong with iterators and accessors. */
export const ITERATING: readonly Mutant[] = [
  {
    file: CHECKED_ITERATOR,
    from: "      inner.return?.();\n    } catch {\n      // As in a for-of loop",
    to: "    } catch {\n      // As in a for-of loop",
    breaks: "a bad item does not close its iterator",
  },
  {
    file: CHECKED_ITERATOR,
    from: "      await inner.return?.();\n    } catch {\n      // As in a for-await loop",
    to: "    } catch {\n      // As in a for-await loop",
    breaks: "a bad item does not close its async iterator",
  },
  {
    file: CHECKED_ITERATOR,
    from: "      await inner.return?.();\n    } catch {\n      // As in a for-await loop",
    to: "      void inner.return?.();\n    } catch {\n      // As in a for-await loop",
    breaks: "a bad item does not wait until its async iterator is closed",
  },
  {
    file: CHECKED_ITERATOR,
    from: "    index++;\n",
    to: "",
    breaks: "items are not counted",
  },
  {
    file: CHECKED_ITERATOR,
    from: "    if (step.done) return undefined;\n",
    to: "",
    breaks: "what a generator returns counts as an item",
  },
  {
    file: CHECKED_ITERATOR,
    from: "inspect(await inner.next(value))",
    to: "inspect(await inner.next())",
    breaks: "what is sent to an async generator does not arrive",
  },
  {
    file: CHECKED_ITERATOR,
    from: "{ done: true, value } : inspect(inner.return(value))",
    to: "{ done: true, value } : { done: true, value }",
    breaks: "closing a checked iterator does not reach the generator",
  },
  {
    file: CHECKED_ITERATOR,
    from: "if (inner.throw !== undefined) return inspect(inner.throw(reason));",
    to: "",
    breaks: "what is thrown into a checked iterator does not arrive",
  },
  {
    file: CHECKED_ITERATOR,
    from: "if (inner.throw !== undefined) return inspect(await inner.throw(reason));",
    to: "",
    breaks: "what is thrown into a checked async iterator does not arrive",
  },
  {
    file: CHECKED_ITERATOR,
    from: "return inspect(inner.throw(reason));\n      inner.return?.();",
    to: "return inspect(inner.throw(reason));",
    breaks: "an iterator that cannot take an error is not closed by one",
  },
  {
    file: CHECKED_ITERATOR,
    from: "if (!pending) return end(undefined);",
    to: "",
    breaks: "a refused iterator is never over",
  },
  {
    file: CHECKED_ITERATOR,
    from:
      "return inherit(ITERATOR, {\n    next: (value: unknown) => around(() => inner.next(value)),",
    to: "return inherit(ITERATOR, {\n    next: (value: unknown) => inner.next(value),",
    breaks: "the rules are not asked between two items",
  },
  {
    file: CHECKED_ITERATOR,
    from:
      "return inherit(ASYNC_ITERATOR, {\n    next: (value: unknown) => around(() => inner.next(value)),",
    to: "return inherit(ASYNC_ITERATOR, {\n    next: (value: unknown) => inner.next(value),",
    breaks: "the rules are not asked between two items that come over time",
  },
  {
    file: CHECKED_ITERATOR,
    from: "around(() => inner.return?.(value) ?? { done: true, value })",
    to: "inner.return?.(value) ?? { done: true, value }",
    breaks: "the rules are not asked when a generator is closed",
  },
  {
    file: CHECKED_ITERATOR,
    from: 'has(value, "next") && has(value, Symbol.iterator)',
    to: "has(value, Symbol.iterator)",
    breaks: "an array passes for a generator",
  },
  {
    file: CHECKED_ITERATOR,
    from: 'has(value, "next") && has(value, Symbol.asyncIterator)',
    to: 'has(value, "next")',
    breaks: "a generator passes for an async one",
  },
  {
    file: CHECKED_ITERATOR,
    from: "return Object.setPrototypeOf(members, prototype);",
    to: "return members;",
    breaks: "a checked iterator has no helpers",
  },
  {
    file: WRAP_ACCESSOR,
    from: "    if (!test(value)) refuse(this, value);\n",
    to: "",
    breaks: "what a getter returns is not checked",
  },
  {
    file: WRAP_ACCESSOR,
    from: "    if (!test(value)) inspectWrite(slot, clauses, this, value, wrapper);\n",
    to: "",
    breaks: "what is written is not checked",
  },
  {
    file: WRAP_ACCESSOR,
    from: "else guard(this, () => original.call(this, value));",
    to: "else original.call(this, value);",
    breaks: "the rules are not asked around a write",
  },
  {
    file: WRAP_ACCESSOR,
    from: "inspectWrite(slot, clauses, self, value, proper!)",
    to: "inspectWrite(slot, clauses, self, value, wrapper)",
    breaks: "a compiled setter does not know its caller",
  },
  {
    file: WRAP_ACCESSOR,
    from: "if (proper !== undefined) slot.promote(wrapper, mark(proper, original));",
    to: "if (proper !== undefined) slot.promote(wrapper, proper);",
    breaks: "a compiled accessor has a name of its own",
  },
  {
    file: WRAP_ACCESSOR,
    from: "if (guard === undefined && calls < WARM_CALLS",
    to: "if (calls < WARM_CALLS",
    breaks: "a compiled setter forgets the rules",
  },
  {
    file: CHECKED_ITERATOR,
    from: "isOver ? { done: true, value: undefined } : inspect(inner.next(value))",
    to: "isOver ? { done: true, value: undefined } : inspect(inner.next())",
    breaks: "what is sent to a generator does not arrive",
  },
  {
    file: CHECKED_ITERATOR,
    from: "isOver ? { done: true, value: undefined } : inspect(inner.next(value))",
    to: "inspect(inner.next(value))",
    breaks: "items follow a bad one",
  },
  {
    file: CHECKED_ITERATOR,
    from: "isOver ? { done: true, value: undefined } : await inspect(await inner.next(value))",
    to: "await inspect(await inner.next(value))",
    breaks: "items follow a bad one over time",
  },
  {
    file: CHECKED_ITERATOR,
    from: "        : await inspect(await inner.return(value)),",
    to: "        : { done: true, value },",
    breaks: "closing a checked async iterator does not reach the generator",
  },
  {
    file: CHECKED_ITERATOR,
    from: "    if (isOver) return { done: true, value: undefined } as const;\n",
    to: "",
    breaks: "two steps that are under way both tell of bad items",
  },
  {
    file: CHECKED_ITERATOR,
    from: "canOpen(value, Symbol.iterator) || isBare(value, Symbol.asyncIterator)",
    to: "canOpen(value, Symbol.iterator)",
    breaks: "a bare iterator is refused",
  },
  {
    file: CHECKED_ITERATOR,
    from: "canOpen(value, Symbol.asyncIterator) || isBare(value, Symbol.iterator)",
    to: "canOpen(value, Symbol.asyncIterator)",
    breaks: "a bare async iterator is refused",
  },
  {
    file: CHECKED_ITERATOR,
    from: 'return has(value, "next") && !has(value, otherKey);',
    to: 'return has(value, "next");',
    breaks: "a generator passes for an async one",
  },
  {
    file: FORWARDER,
    from:
      "return arguments.length === 0 ? method.call(this) : Reflect.apply(method, this, arguments);",
    to: "return method.call(this);",
    breaks: "a waiting method without parameters loses arguments",
  },
  {
    file: FORWARDER,
    from:
      "arguments.length === 1\n          ? method.call(this, a)\n          : Reflect.apply(method, this, arguments)",
    to: "method.call(this, a)",
    breaks: "a waiting method of one parameter counts it always",
  },
  {
    file: FORWARDER,
    from:
      "arguments.length === 2\n          ? method.call(this, a, b)\n          : Reflect.apply(method, this, arguments)",
    to: "method.call(this, a, b)",
    breaks: "a waiting method of two parameters counts them always",
  },
  {
    file: FORWARDER,
    from:
      "arguments.length === 3\n          ? method.call(this, a, b, c)\n          : Reflect.apply(method, this, arguments)",
    to: "method.call(this, a, b, c)",
    breaks: "a waiting method of three parameters counts them always",
  },
  {
    file: FORWARDER,
    from: 'mark(MAKERS[0]!("", to), model)',
    to: 'MAKERS[0]!("", to)',
    breaks: "a waiting method of four parameters has no name",
  },
];
