import assert from "node:assert/strict";
import { found } from "./testdata/lint_text.ts";
import { STORE } from "./testdata/store_source.ts";

/** Ordinary code, by what is ordinary about it. */
const ORDINARY: Readonly<Record<string, string>> = {
  "an interface of the file":
    "interface Store { save(): void }\nclass A implements Store { save() {} }",
  "a type alias of the file":
    "type Store = { save(): void };\nclass A implements Store { save() {} }",
  "a global interface": "class A implements Disposable { [Symbol.dispose]() {} }",
  "a type import":
    'import type { Store } from "./store.ts";\nclass A implements Store { save() {} }',
  "an inline type import": 'import { type Store } from "./store.ts";\nclass A implements Store {}',
  "a default type import": 'import type Store from "./store.ts";\nclass A implements Store {}',
  "a type namespace import":
    'import type * as shop from "./shop.ts";\nclass A implements shop.Store {}',
  "a namespace import": 'import * as shop from "./shop.ts";\nclass A implements shop.Store {}',
  "a generic import": 'import { Codec } from "./codec.ts";\nclass A implements Codec<string> {}',
  "a generic interface":
    "interface Codec<T> { code(value: T): T }\nclass A implements Codec<string> { code = String }",
  "types imported like values": 'import { Event, Store } from "./store.ts";\n' +
    "class A implements Store { save(event: Event) {} }",
  "a class that is implemented and created":
    'import { Store } from "./store.ts";\nclass Fake implements Store {}\nnew Store();',
  "a class that is implemented and extended":
    'import { Store } from "./store.ts";\nclass Fake implements Store {}\nclass B extends Store {}',
  "a class that is implemented and asked":
    'import { Model } from "./model.ts";\nclass Fake implements Model {}\nModel.find({ id: 1 });',
  "a token of the same name":
    "import { inject, Store } from './di.ts';\nclass A implements Store { s = inject(Store); }",
  "a type that is only exported": 'export type { Store } from "./store.ts";\nclass A {}',
  "a re-export": 'export { Store } from "./store.ts";\nexport * from "./other.ts";\nclass A {}',
  "a declared class": `${STORE}export declare class A implements Store { save(): void }`,
  "a class in a declared module":
    `${STORE}declare module "x" { export class A implements Store { save(): void } }`,
  "a class in a declared namespace":
    `${STORE}declare namespace N { class A implements Store { save(): void } }`,
  "an interface of the same name inside":
    `${STORE}function f() {\n  interface Store { open(): void }\n` +
    "  return class A implements Store { open() {} };\n}",
  "a type of the same name in a block":
    `${STORE}{ type Store = { open(): void }; class A implements Store { open() {} } }`,
  "an interface of the same name in a namespace":
    `${STORE}namespace N { interface Store { a: 1 } export class A implements Store { a = 1 } }`,
  "a parameter of the name, used as no contract":
    "interface Store { a: 1 }\nfunction f(Store: number) { return class implements Store { a = 1 } }",
  "another function called contract":
    'import { contract } from "web3";\nconst Store = contract("0x0", { abi: [] });\n' +
    "type Store = typeof Store;\nclass A implements Store {}",
  "a contract function of the file": "const contract = (a: string, b: object) => b;\n" +
    'const Store = contract("a", { members: {} });\nclass A implements Store {}',
  "a maker of another name": 'const Store = shop.create("a", { members: {} });\n' +
    "type Store = typeof Store;\nclass A implements Store {}",
  "a schema that is extended": "const Store = base.extend({ a: z.string() });\n" +
    "type Store = z.infer<typeof Store>;\nclass A implements Store {}",
  "a contract class of another library":
    'import { Contract } from "ethers";\ninterface Token {}\n' +
    'const Token: Contract = new Contract("0x0");\nclass A implements Token {}',
  "a marked class":
    `${STORE}class A implements Store { static { Store.implement(this); } save() {} }`,
  "a marked class by name":
    `${STORE}class A implements Store { save() {} static { Store.implement(A); } }`,
  "a class marked in a static field":
    `${STORE}class A implements Store { save() {} static mark = Store.implement(this); }`,
  "a decorated class": `${STORE}@Store.implement\nclass A implements Store { save() {} }`,
  "a decorated class expression":
    `${STORE}const A = @Store.implement class implements Store { save() {} };`,
  "a wrapped class": `${STORE}const A = Store.implement(class implements Store { save() {} });`,
  "a class that is marked later":
    `${STORE}class A implements Store { save() {} }\nStore.implement(A, { name: "a" });`,
  "an expression that is marked later":
    `${STORE}const A = class implements Store { save() {} };\nStore.implement(A);`,
  "classes that are marked in a loop":
    `${STORE}class A implements Store { save() {} }\nfor (const C of [A]) Store.implement(C);`,
  "classes that are marked by a function":
    `${STORE}class A implements Store { save() {} }\n[A].forEach(Store.implement);`,
  "classes that are marked by the this of a function":
    `${STORE}class A implements Store { save() {} }\nfunction mark() { Store.implement(this); }`,
  "a class over a hooked base":
    `${STORE}abstract class Abstract implements Store { abstract save(): void }\nconst Base = Store.base(Abstract);\n` +
    "class A extends Base implements Store { override save() {} }",
  "a class that is hooked later":
    `${STORE}abstract class A implements Store { abstract save(): void }\n` +
    "export const Base = Store.base(A);",
  "a mixin":
    `${STORE}const mix = (Base: New) => class extends Base implements Store { save() {} };`,
  "a subclass that overrides nothing":
    `${STORE}class A { static { Store.implement(this); } save() {} }\nclass B extends A { more() {} }`,
  "a subclass that overrides what the contract does not name":
    `${STORE}class A { static { Store.implement(this); } save() {} log() {} }\n` +
    "class B extends A { override log() {} }",
  "a subclass that overrides a hidden member":
    'import { Store } from "./a.ts";\nclass A { static { Store.implement(this); } protected a() {} }\n' +
    "class B extends A { protected override a() {} }",
  "a subclass of an unmarked class":
    `${STORE}class A { save() {} }\nclass B extends A { override save() {} }`,
  "a subclass of an imported class":
    `${STORE}import { A } from "./a.ts";\nclass B extends A { override save() {} }`,
  "a field with a function that the contract does not name":
    `${STORE}class A { static { Store.implement(this); } save() {} log = () => {}; }`,
  "a field of an unmarked class": `${STORE}class A { save = () => {} }`,
  "a field that the contract has as attribute":
    'import { contract } from "@weir/std/contracts";\n' +
    'const Task = contract("a", { members: { run: { attribute: unknown() } } });\n' +
    "class A { run = () => {}; static { Task.implement(this); } }",
  "a static field that the contract does not name":
    `${STORE}class A { static { Store.implement(this); } static count = 0; save() {} }`,
  "static members that are there at once": 'import { Store } from "./a.ts";\nclass A {\n' +
    "  static { Store.implement(this); }\n  static open() {}\n  static #count = 0;\n" +
    "  private static cache = 1;\n  declare static kind: string;\n}",
  "a method called implement of another library":
    "class A { constructor() { Mixin.implement(this); } }",
  "a static block with another method called implement":
    "class B {}\nclass A { static { mixins.implement(B); } }",
  "an object that implements nothing": "const a = { implement() {} };\na.implement();",
};

for (const [name, source] of Object.entries(ORDINARY)) {
  Deno.test(`lint plugin (nothing) keeps silent on ${name}`, () => {
    assert.deepEqual(found(source), []);
  });
}

Deno.test("lint plugin (nothing) keeps silent on declaration files", () => {
  const source = `${STORE}export class A implements Store { save() {} }`;
  assert.deepEqual(found(source), ["implement-contract: A"]);
  assert.deepEqual(found(source, "main.d.ts"), []);
});

Deno.test("lint plugin (nothing) keeps silent on plain JavaScript without marks", () => {
  assert.deepEqual(found("class A {}\nclass B extends A { implement() {} }", "main.js"), []);
});
