import assert from "node:assert/strict";
import { diffLines, writeSurface } from "./api_report.ts";
import { temporaryRepository } from "./source_files.ts";

const PACKAGE = JSON.stringify({
  name: "@weir/std",
  version: "0.0.0",
  exports: { ".": "./mod.ts", "./lazy": "./lazy.ts" },
});

const LAZY = `
export interface Source<T> extends Iterable<T> {
  readonly size?: number;
  read(count: number, ...rest: T[]): Promise<T>;
  [key: string]: unknown;
  (): void;
}
export abstract class Lazy<T> extends Map<string, T> implements Source<T> {
  static of<U>({ a = 1 }: { a?: number } = {}): Lazy<U> { return null!; }
  protected abstract step?(): void;
  private hidden(): void {}
  get size(): number { return 1; }
}
export type Key<T> = { readonly [K in keyof T as \`get\${string & K}\`]-?: T[K] extends (infer U)[] ? U : never };
export type Pair = readonly [() => void, new (a: string) => Date, "a" | -1 | 10n, typeof size];
export function take(value: string): value is "a";
export function take(value: number): asserts value;
export function take(value: unknown): unknown { return value; }
export const size: unique symbol = Symbol();
export enum Level { Low, High = "high" }
`;

async function surfaceOf(lazy: string): Promise<string> {
  await using repository = await temporaryRepository({
    "deno.json": PACKAGE,
    "mod.ts": 'export * as lazy from "./lazy.ts";',
    "lazy.ts": lazy,
  });
  return await writeSurface(repository.root);
}

Deno.test("writeSurface() writes one sorted line per symbol and member", async () => {
  assert.equal(
    await surfaceOf(LAZY),
    `# @weir/std
namespace lazy { Key, Lazy, Level, Pair, Source, size, take }

# @weir/std/lazy
type Key<T> = { readonly [K in keyof T as \`get\${string & K}\`]-?: T[K] extends (infer U)[] ? U : never }
abstract class Lazy<T> extends Map<string, T> implements Source<T>
  get size(): number
  protected abstract step?(): void
  static of<U>(options?: { a?: number }): Lazy<U>
enum Level
  Low
  High = "high"
type Pair = readonly [() => void, new (a: string) => Date, "a" | -1 | 10n, typeof size]
interface Source<T> extends Iterable<T>
  (): void
  [key: string]: unknown
  read(count: number, ...rest: T[]): Promise<T>
  readonly size?: number
const size: unique symbol
function take(value: string): value is "a"
function take(value: number): asserts value
`,
  );
});

Deno.test("diffLines() shows what a change of the surface removes and adds", async () => {
  const before = await surfaceOf("export const a: number = 1;\nexport const b: number = 1;");
  assert.equal(diffLines(before, before), "");
  const after = await surfaceOf('export const a: string = "";\nexport const b: number = 1;');
  assert.equal(diffLines(before, after), "- const a: number\n+ const a: string");
});
