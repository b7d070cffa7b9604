import assert from "node:assert/strict";
import { defineResource, ReleaseError, Scope, withScope } from "./mod.ts";

const odd: readonly (readonly [string, unknown])[] = [
  ["whose message is a symbol", Object.assign(new Error(), { message: Symbol("odd") })],
  ["that is a revoked proxy", revoked()],
  ["whose message throws", Object.defineProperty(new Error(), "message", { get: throwing })],
  ["that is null", null],
];

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function throwing(): never {
  throw new Error("not even this");
}

for (const [what, error] of odd) {
  Deno.test(`Scope goes on after an error ${what}`, async () => {
    const log: string[] = [];
    const scope = new Scope("app", { trace: true });
    scope.defer("first", () => log.push("first"));
    scope.defer("odd", () => Promise.reject(error));
    const broken = defineResource<number>({
      name: "broken",
      acquire: () => Promise.reject(error),
      release: () => {},
    });
    const outcome = await scope.acquire(broken).then(() => "held", (thrown) => thrown === error);
    assert.equal(outcome, true);
    assert.equal(await scope.close().then(() => "closed", (thrown) => thrown === error), true);
    assert.deepEqual(log, ["first"]);
  });
}

/** Eight scopes in each other, in each of which a release fails, around a body that fails. */
function nest(depth: number, parent?: Scope): Promise<void> {
  return withScope(`s${depth}`, async (scope) => {
    scope.defer("r", () => {
      throw new Error(`release ${depth}`);
    });
    if (depth === 8) throw new Error("the body");
    await nest(depth + 1, scope);
  }, { parent });
}

Deno.test("ReleaseError shows every cause in the console and in JSON, however deep", async () => {
  const error: unknown = await nest(1).catch((error) => error);
  assert.ok(error instanceof ReleaseError);
  const all = ["the body", ...Array.from({ length: 8 }, (_, index) => `release ${index + 1}`)];
  const custom = Symbol.for("nodejs.util.inspect.custom");
  const pictures = {
    console: Deno.inspect(error),
    node: (error as unknown as Record<symbol, () => string>)[custom]!(),
    json: JSON.stringify({ error }),
  };
  for (const [where, picture] of Object.entries(pictures)) {
    for (const text of all) assert.ok(picture.includes(text), `${where} lacks ${text}`);
  }
  assert.deepEqual(Object.keys(error).sort(), ["name", "path", "resources"]);
});
