import type { Checker, Code } from "../schemas/checking.ts";
import { tryToCompile } from "./can_generate.ts";

/** Checks that are written out; the others are called, so that no source becomes too long. */
const MAX_CHECKS = 256;

/** Checks inside of each other that are written out. */
const MAX_DEPTH = 12;

/**
 * JavaScript in the making. Nothing of a schema becomes code except for what `quote` wrote: anything
 * else goes in as a constant.
 */
export class SourceCode implements Code {
  readonly #constants: unknown[] = [];
  readonly #functions: string[] = [];
  #names: string[] = [];
  #nameCount = 0;
  #checkCount = 0;
  #depth = 0;

  check(checker: Checker, value: string): string {
    const { emit, test } = checker;
    if (emit === undefined || this.#depth === MAX_DEPTH || ++this.#checkCount > MAX_CHECKS) {
      return `${this.constant(test)}(${value})`;
    }
    this.#depth++;
    const expression = emit(this, value);
    this.#depth--;
    return expression;
  }

  constant(value: unknown): string {
    const index = this.#constants.indexOf(value);
    return `c${index < 0 ? this.#constants.push(value) - 1 : index}`;
  }

  name(): string {
    const name = `v${this.#nameCount++}`;
    this.#names.push(name);
    return name;
  }

  define(write: (value: string) => string): string {
    const outer = this.#names;
    this.#names = [];
    const value = `v${this.#nameCount++}`;
    const body = write(value);
    this.#functions.push(`const f${value}=${value}=>{${this.declarations()}${body}};`);
    this.#names = outer;
    return `f${value}`;
  }

  /** Declares the names that the function being written uses. */
  declarations(): string {
    return this.#names.length === 0 ? "" : `let ${this.#names.join()};`;
  }

  /**
   * Compiles what was written, and `body` as what it all results in; undefined where the host refuses
   * that.
   */
  compile(body: string): unknown {
    const names = this.#constants.map((_, index) => `c${index}`);
    const source = `"use strict";${this.#functions.join("")}return ${body}`;
    return tryToCompile(names, source)?.(...this.#constants);
  }
}
