/** Defect a: the same with a decorated method cannot be defined. */
function mark(_value: unknown, _context: DecoratorContext): void {}

/** Has a class in a static field and a decorated method. */
export class Outer {
  static readonly Inner: new () => object = class {};

  /** Does nothing. */
  @mark
  method(): void {}
}
