/** Defect d: what the metadata of a subclass inherits that decorates members only. */
function mark(_value: unknown, { metadata, name }: DecoratorContext): void {
  metadata[name ?? ""] = true;
}

class Parent {
  @mark
  first(): void {}
}
class Child extends Parent {
  @mark
  second(): void {}
}

/** Names of the marked members of both, and whether the one inherits from the other. */
export const result: { names: string[]; inherits: boolean } = {
  names: Object.keys(Child[Symbol.metadata] ?? {}),
  inherits: Child[Symbol.metadata]?.first === true,
};
