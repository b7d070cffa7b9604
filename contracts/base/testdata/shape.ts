import { type Contract, contract, number, string } from "../../mod.ts";

/** What the modules of this folder extend. */
export interface Shape {
  area(scale: number): number;
  name(): string;
}

/** The contract of shapes. */
export const Shape: Contract<Shape> = contract<Shape>("test.Shape", {
  members: {
    area: { params: [["scale", number({ min: 0 })]], returns: number() },
    name: { params: [], returns: string() },
  },
});

/** What shapes have in common. */
export abstract class AbstractShape implements Shape {
  static count = 0;
  static create(): number {
    return ++this.count;
  }
  #label: string;
  constructor(label: string = "shape") {
    this.#label = label;
  }
  abstract area(scale: number): number;
  name(): string {
    return this.#label;
  }
}

/** The base that needs no mark. */
export const ShapeBase: typeof AbstractShape = Shape.base(AbstractShape);
