/** Defect a: what a decorator gets of a class that has a class in a static field. */
function mark<T extends object>(value: T, _context: ClassDecoratorContext): T {
  Reflect.set(value, "marked", true);
  return value;
}

@mark
class Outer {
  static readonly Inner = class {};
  readonly isOuter = true;
}

/** Whether the name of the decorated class still stands for that class. */
export const isWhole: boolean = typeof Outer.Inner === "function" && new Outer().isOuter;
