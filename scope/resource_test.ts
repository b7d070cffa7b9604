import assert from "node:assert/strict";
import { defineResource, type Resource } from "./mod.ts";

Deno.test("defineResource() settles what is needed, so that no cycle can come about later", () => {
  const needs: Record<string, Resource<string>> = {};
  const one = defineResource({ name: "one", needs, acquire: () => "one", release: () => {} });
  needs.one = one;
  assert.deepEqual(one.needs, {});
  assert.ok(Object.isFrozen(one.needs));
});

Deno.test("defineResource() takes only resources as needs", () => {
  const define = (needs: unknown) => () =>
    defineResource({
      name: "api",
      needs: needs as Record<string, Resource<unknown>>,
      acquire: () => 1,
      release: () => {},
    });
  assert.throws(define([]), /^TypeError: .*"needs" must be an object of resources by name/);
  assert.throws(define({ db: {} }), /^TypeError: .*"needs.db" must be a resource/);
  assert.throws(define({ db: undefined }), /^TypeError: .*"needs.db" must be a resource/);
});
