import assert from "node:assert/strict";
import { ManualClock } from "../../testing/manual_clock.ts";
import { formatScope, Scope } from "../mod.ts";

Deno.test("formatScope() draws a flowchart when the format is mermaid", async () => {
  const clock = new ManualClock();
  const app = new Scope("app", { clock, trace: true });
  app.defer("database", () => {});
  const request = app.child("request");
  request.defer("lock", () => {
    throw new Error("gone");
  });
  clock.advance(12.3);
  await assert.rejects(request.close());
  await app.child("quick").close({ status: "success" });
  assert.equal(
    formatScope(app, { format: "mermaid" }),
    [
      "flowchart LR",
      '  n0("app<br/>open, open 12.3 ms")',
      '  n1["database<br/>held, held 12.3 ms"]',
      "  n0 --> n1",
      '  n2("request<br/>closed, open 12.3 ms, close 0 µs<br/>1 release failed")',
      "  n0 --> n2",
      '  n3["lock<br/>failed, held 12.3 ms, release 0 µs<br/>Error#58;#8203; gone"]',
      "  n2 --> n3",
      '  n4("quick<br/>closed, open 0 µs, close 0 µs<br/>success")',
      "  n0 --> n4",
      "  classDef active stroke:#2f6f4f,stroke-width:2px",
      "  class n0,n1 active",
      "  classDef over stroke:#8a8a8a,color:#8a8a8a",
      "  class n4 over",
      "  classDef bad stroke:#b3261e,stroke-width:3px",
      "  class n2,n3 bad",
    ].join("\n"),
  );
  await app.close();
});

Deno.test("formatScope() keeps hostile names inside their box when the format is mermaid", async () => {
  const names = [
    "end",
    'with "quotes"',
    "a[b]{c}(d)<e>|f|",
    "line\nbreak\u2028and \u202eback",
    "`markdown`",
    "%%{init: {'theme':'forest'}}%%",
    "a; subgraph b",
    "style:#fff;",
    "$$x$$",
    "<img src=x onerror=alert(1)>",
    "#quot;",
    "1. list",
    "    code",
    "fa:fa-ban",
    "n0 --> n1",
    "lone \ud800",
  ];
  const app = new Scope("app");
  for (const name of names) app.defer(name, () => {});
  const lines = formatScope(app, { format: "mermaid" }).split("\n");
  const boxes = lines.filter((line) => line.includes('["'));
  assert.equal(boxes.length, names.length);
  for (const box of boxes) {
    assert.match(box, /^ {2}n\d+\["(?! )(?:[\p{L}\p{M}\p{N} ,/]|#\d+;)+<br\/>held"\]$/u);
  }
  const texts = boxes.map((box) => /"(.*)<br/.exec(box)![1]!)
    .map((label) => label.replace(/#8203;/g, ""))
    .map((label) => label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))));
  assert.deepEqual(
    texts.slice(0, 4),
    ["end", 'with "quotes"', "a[b]{c}(d)<e>|f|", "line break and  back"],
  );
  assert.deepEqual(texts.slice(4, -1), names.slice(4, -1).map((name) => name.trim()));
  assert.equal(texts.at(-1), "lone \ufffd");
  await app.close();
});

Deno.test("formatScope() counts what is too deep when the format is mermaid", () => {
  const root = new Scope("root");
  root.child("level").child("deeper");
  const text = formatScope(root, { format: "mermaid", maxDepth: 1 });
  assert.match(text, /n2\("… and 1 more scope"\)\n {2}n1 --> n2/);
});
