import assert from "node:assert/strict";
import { found, lint } from "./testdata/lint_text.ts";

const FOUND = ["implement-imported-contract: A"];

Deno.test("implementImportedContract takes a value that is only implemented for a contract", () => {
  const sources = [
    'import { Store } from "./store.ts";\nclass A implements Store {}',
    'import Store from "./store.ts";\nclass A implements Store {}',
    'import { OrderStore as Store } from "./store.ts";\nclass A implements Store {}',
    'import { type Order, Store } from "./store.ts";\nclass A implements Store { a: Order }',
    'import type { Order } from "./order.ts";\nimport { Store } from "./store.ts";\n' +
    "class A implements Store { a: Order }",
    'import { Store, log } from "./store.ts";\nclass A implements Store { a = log(this.Store) }',
    'import { Store } from "./store.ts";\nimport { B } from "./b.ts";\n' +
    "class A extends B implements Store {}",
    'import { Store, Order } from "./store.ts";\nclass A implements Store { a = x as Order; b = Order; }',
  ];
  for (const source of sources) assert.deepEqual(found(source), FOUND, source);
});

Deno.test("implementImportedContract says what to do if it is no contract", () => {
  const [report] = lint('import { Store } from "./store.ts";\nclass A implements Store {}');
  assert.match(
    report!.hint!,
    /^Add "static \{ Store\.implement\(this\); \}" as the last member of the class, or import Store with "import type" if/,
  );
});

Deno.test("implementImportedContract keeps the import a value import when it fixes", () => {
  const statement = 'import { Store } from "./store.ts";';
  const [report] = lint(`${statement}\nclass A implements Store {}`);
  assert.deepEqual(report!.fix!.map(({ text }) => text)[1], statement);
});
