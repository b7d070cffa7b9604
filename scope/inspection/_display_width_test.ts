import assert from "node:assert/strict";
import { displayWidth } from "./_display_width.ts";

Deno.test("displayWidth() reckons the columns that a terminal draws", () => {
  const cases: [string, number][] = [
    ["", 0],
    ["postgres", 8],
    ["├─ größer µs …", 14],
    ["数据库", 6],
    ["データベース", 12],
    ["데이터", 6],
    ["ｆｕｌｌ", 8],
    ["e\u0301te\u0301", 3],
    ["👍", 2],
    ["👍🏽", 2],
    ["👩‍👩‍👧", 2],
    ["🇩🇪", 2],
    ["❤️", 2],
    ["❤", 1],
    ["1", 1],
    ["#", 1],
    ["zero\u200bwidth", 9],
    ["नमस्ते", 4],
  ];
  for (const [text, width] of cases) assert.equal(displayWidth(text), width, text);
});
