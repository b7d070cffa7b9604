/** Defect e: what the name of a class means inside the class when a decorator has replaced it. */
type AnyClass = abstract new (...args: never[]) => object;

function replace<T extends AnyClass>(value: T, _context: ClassDecoratorContext): T {
  return new Proxy(value, {});
}

/** Speaks of itself by name. */
@replace
export class Replaced {
  /** What the name means inside. */
  static self(): unknown {
    return Replaced;
  }
}
