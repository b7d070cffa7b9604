/** Defect b: when a static block runs in a decorated class with a decorated field. */
function mark(_value: unknown, _context: DecoratorContext): void {}

/** What happened, in order. */
export const order: string[] = [];

@mark
class Decorated {
  static {
    order.push("static block");
  }
  @mark
  field: number = 1;
}
order.push("defined");
new Decorated();
