import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { runningModules } from "./running_modules.ts";

function look() {
  return runningModules(look);
}

Deno.test("runningModules() tells places apart, and those of evaluated code by who evaluates it", () => {
  const evaluate = () => new Function("look", "return look()")(look);
  const keys = [look(), look(), evaluate(), new Function("look", "return look()")(look)]
    .map(({ key }) => key);
  assert.equal(new Set(keys).size, 4);
  const again = Array.from({ length: 2 }, () => look().key);
  assert.equal(new Set(again).size, 1);
});

Deno.test("runningModules() names modules that have an address, and no others", () => {
  let modules: readonly string[] = [];
  const emitter = new EventEmitter();
  emitter.on("look", () => modules = look().modules);
  emitter.emit("look");
  assert.deepEqual(modules, [import.meta.url]);
});

Deno.test("runningModules() leaves what the host does with stacks as it is", () => {
  const before = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  const own = () => "own";
  try {
    Object.defineProperty(Error, "prepareStackTrace", { value: own, configurable: true });
    look();
    assert.deepEqual(Object.getOwnPropertyDescriptor(Error, "prepareStackTrace"), {
      value: own,
      configurable: true,
      enumerable: false,
      writable: false,
    });
    Reflect.deleteProperty(Error, "prepareStackTrace");
    look();
    assert.ok(!Object.hasOwn(Error, "prepareStackTrace"));
  } finally {
    if (before) Object.defineProperty(Error, "prepareStackTrace", before);
  }
});
