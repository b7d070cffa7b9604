/** Defect c: whether the initializers of fields run. */
export const order: string[] = [];

function mark(_value: undefined, context: ClassFieldDecoratorContext): void {
  context.addInitializer(() => {
    order.push("initializer");
  });
}

class Decorated {
  @mark
  field: number = 1;
}
new Decorated();
order.push("created");
