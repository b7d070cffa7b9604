/** Defect f: where a decorator is called from. */
let stack = "";

function mark(_value: unknown, _context: ClassDecoratorContext): void {
  stack = new Error("here").stack ?? "";
}

@mark
class Decorated {}
void Decorated;

/** The line of this file that the frame above the decorator names. */
export const line: number = Number(/:(\d+):\d+\)?$/.exec(stack.split("\n")[2] ?? "")?.[1]);
