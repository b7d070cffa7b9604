import assert from "node:assert/strict";
import { checkLinks } from "./check_links.ts";
import { temporaryRepository } from "./source_files.ts";

async function check(files: Record<string, string>): Promise<string[]> {
  await using repository = await temporaryRepository(files);
  return await checkLinks(repository.root);
}

Deno.test("checkLinks() passes files, folders, headings and what is no link of ours", async () => {
  const problems = await check({
    "README.md": [
      "# The `one` package: a [tour](docs/a.md), *fast*",
      "[a](docs/a.md) [b](./docs) ![c](docs/c%20d.svg 'title') [split",
      "text](docs/a.md#a-heading) [here](#the-one-package-a-tour-fast) [root](/docs/a.md)",
      "[web](https://example.org/none.md#none) [mail](mailto:a@b) [code](docs/a.ts#L3)",
      "`[no](none.md)` and ``a ` [no](none.md)``",
      "```md\n[no](none.md)\n# None\n```",
      "~~~md\n[no](none.md)\n~~~",
      "<!-- [no](none.md) -->",
      "[ref]: docs/a.md#a-heading-1",
    ].join("\n\n"),
    "docs/a.md":
      "# A heading\n\n## A heading\n\n[up](../README.md) [self](#a_b--c)\n\n### a_b & c\n",
    "docs/a.ts": "",
    "docs/c d.svg": "",
    "lazy/testdata/bad.md": "[no](none.md)",
  });
  assert.deepEqual(problems, []);
});

Deno.test("checkLinks() names every link that leads nowhere", async () => {
  const problems = await check({
    "README.md": [
      "# One",
      "[a](docs/none.md) and ![b](none.svg)",
      "[c](#two) [d](docs/a.md#two)",
      "[out](../outside.md)",
      "```ts\n# Two\n```",
      "[ref]: none.md",
    ].join("\n"),
    "docs/a.md": "# One\n\n[wrong folder](docs/a.md)\n",
  });
  assert.deepEqual(problems, [
    "README.md:2: docs/none.md does not exist",
    "README.md:2: none.svg does not exist",
    "README.md:3: #two is no heading of README.md",
    "README.md:3: docs/a.md#two is no heading of docs/a.md",
    "README.md:4: ../outside.md does not exist",
    "README.md:8: none.md does not exist",
    "docs/a.md:3: docs/a.md does not exist",
  ]);
});
