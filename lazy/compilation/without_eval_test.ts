import assert from "node:assert/strict";

Deno.test("compile() says what to do, and all else works, when the host refuses eval", async () => {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-lock",
      "--v8-flags=--disallow-code-generation-from-strings",
      new URL("testdata/without_eval.ts", import.meta.url).href,
    ],
  }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  assert.deepEqual(JSON.parse(new TextDecoder().decode(stdout)), {
    refusal: {
      name: "TypeError",
      message: "Cannot compile the sequence as this host does not run generated code: use the " +
        "sequence without compile(), which gives the same results, or allow 'unsafe-eval' in the " +
        "content security policy",
      cause: "EvalError",
    },
    reduced: 126,
    pulled: [0, 6],
    sorted: [1, 2],
    counted: [["a", 2], ["b", 1]],
    aggregated: { count: 7, most: 36 },
    page: [18, 24, 30],
    later: [1, 2, 3],
  });
});
