import assert from "node:assert/strict";
import { ContractError, RegistryError } from "../mod.ts";
import { allScenarios } from "./testdata/all_scenarios.ts";
import { fail, type Outcome } from "./testdata/gallery.ts";

const outcomes = await Promise.all(allScenarios.map(fail));
const contractErrors = outcomes.flatMap(({ scenario, error }) =>
  error instanceof ContractError ? [{ scenario, error }] : []
);

/** Checks something of each, and names the scenario in which it does not hold. */
function each<O extends Outcome>(all: readonly O[], check: (outcome: O) => void): void {
  for (const outcome of all) {
    try {
      check(outcome);
    } catch (cause) {
      const { scenario: { group, name }, error } = outcome;
      throw new Error(`${group}: ${name}\n${error.message}\n${cause}`, { cause });
    }
  }
}

Deno.test("ContractError has sixty scenarios and more", () => {
  assert.ok(contractErrors.length >= 60, String(contractErrors.length));
  const names = allScenarios.map(({ group, name }) => `${group}: ${name}`);
  assert.equal(new Set(names).size, names.length);
});

Deno.test("contract() words every message in the style of the package", () => {
  each(outcomes, ({ error: { message } }) => {
    assert.match(message, /^Cannot [a-z]/);
    assert.doesNotMatch(message, /\w'\w|\w’\w/, "a contraction");
    assert.doesNotMatch(message, /\.$/m, "a final period");
    assert.doesNotMatch(message, /[ \t]$/m, "a space at the end of a line");
    for (const line of message.split("\n")) assert.ok(line.length <= 160, "a long line");
  });
});

Deno.test("ContractError names class, member, contract, what is expected and what came", () => {
  each(contractErrors, ({ error }) => {
    const { message } = error;
    const [headline] = message.split("\n");
    if (error.className !== "(anonymous)" && !/^Cannot accept/.test(message)) {
      assert.ok(headline!.includes(error.className), "no class");
    }
    for (const label of error.contracts) {
      assert.match(label, /@\d/);
      assert.ok(headline!.includes(`"${label}"`), "no contract");
    }
    for (const { member: label, expected, received } of error.violations.slice(0, 20)) {
      const member = label.replace("static ", "");
      assert.ok(message.includes(member), "no member");
      assert.ok(message.includes(`expected ${expected}`), "nothing expected");
      assert.ok(message.includes(`received ${received}`), "nothing received");
      assert.doesNotMatch(received, /\n/);
    }
  });
});

Deno.test("ContractError has places in source code", () => {
  each(contractErrors, ({ scenario, error: { message, sites } }) => {
    assert.ok(sites.contract?.file.endsWith(".ts"), "no place of the contract");
    // A class without a mark is found by an object of it: nobody has seen where it is defined.
    const isUnmarked = scenario.name === "an unmarked subclass";
    const other = sites.caller ?? sites.class ?? sites.method;
    assert.ok(other !== undefined || isUnmarked, "no other place");
    const lines = message.split("\n");
    for (const [word, site] of Object.entries(sites)) {
      if (site === undefined) continue;
      const end = `${site.file.replace(/.*\//, "")}:${site.line}:${site.column}`;
      const hasPlace = (line: string) => line.startsWith(`  ${word} `) && line.endsWith(end);
      assert.ok(lines.some(hasPlace), `no ${word}`);
    }
  });
});

Deno.test("ContractError starts its stack where its places say", () => {
  each(contractErrors, ({ error: { message, stack, sites } }) => {
    assert.ok(stack!.startsWith(`ContractError: ${message}\n`));
    const site = sites.caller ?? sites.class;
    if (site === undefined) return;
    const first = stack!.slice(stack!.indexOf("\n    at ")).split("\n")[1]!;
    assert.ok(first.includes(`${site.file}:${site.line}:`), first);
  });
});

Deno.test("ContractError has a hint in eight of ten scenarios", () => {
  const hinted = contractErrors.filter(({ error }) =>
    error.violations.some(({ hint }) => hint !== undefined)
  );
  const share = hinted.length / contractErrors.length;
  const percent = `${Math.round(share * 100)} %`;
  console.log(`${contractErrors.length} broken contracts, ${percent} with a hint`);
  assert.ok(share >= 0.8, percent);
  each(contractErrors, ({ error }) => {
    for (const { hint } of error.violations) {
      if (hint === undefined) continue;
      assert.ok(hint.length <= 70 && /^[a-z]/.test(hint) && !hint.endsWith("."), hint);
    }
  });
});

Deno.test("ContractError.toJSON() says the same as the error, and crosses to other threads", () => {
  each(contractErrors, ({ error }) => {
    const json = error.toJSON();
    const text = JSON.parse(JSON.stringify(error));
    assert.deepEqual(JSON.parse(JSON.stringify(structuredClone(json))), text);
    for (const key of ["name", "message", "contract", "className", "blame"] as const) {
      assert.equal(text[key], error[key]);
    }
    assert.deepEqual(text.contracts, error.contracts);
    assert.deepEqual(text.sites.contract, error.sites.contract);
    const withText = error.violations.map((violation) => ({
      ...violation,
      path: violation.path.map((key) => typeof key === "symbol" ? String(key) : key),
    }));
    assert.deepEqual(text.violations, withText);
  });
});

Deno.test("ContractError.violations cannot be changed", () => {
  each(contractErrors, ({ error: { violations } }) => {
    assert.ok(Object.isFrozen(violations));
    for (const violation of violations) {
      assert.ok(Object.isFrozen(violation) && Object.isFrozen(violation.path));
      const values = Object.entries(violation).filter(([key]) => key !== "path");
      assert.ok(values.every(([, value]) => /string|number/.test(typeof value)));
    }
  });
});

Deno.test("RegistryError names the contract and what there is", () => {
  const all = outcomes.flatMap(({ scenario, error }) =>
    error instanceof RegistryError ? [{ scenario, error }] : []
  );
  assert.ok(all.length >= 6);
  each(all, ({ error }) => assert.ok(error.message.includes(`"${error.contract}"`)));
});
