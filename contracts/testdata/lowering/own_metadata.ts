import type { Contract } from "../../mod.ts";
import { type Named, namedContract } from "./named.ts";

export const Namer: Contract<Named> = namedContract();

/** Returns whether the metadata of a subclass with decorated members knows that of its parent. */
export function decorated(): boolean {
  const note = (_: unknown, { metadata, name }: ClassMethodDecoratorContext) => {
    metadata[name] = true;
  };
  class Parent {
    @note
    first(): void {}
  }
  class Child extends Parent {
    @note
    second(): void {}
  }
  const metadata = Child[Symbol.metadata];
  if (metadata?.second !== true || Parent[Symbol.metadata]?.first !== true) {
    throw new Error("Cannot read metadata");
  }
  return metadata.first === true;
}

export class Parent implements Named {
  static {
    Namer.implement(this);
  }
  name(text: string): string {
    return text;
  }
}

export class Child extends Parent {
  static {
    Namer.implement(this);
  }
  override name(text: string): string {
    return super.name(text);
  }
}
