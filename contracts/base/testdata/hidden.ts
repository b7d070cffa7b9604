import { type Shape, ShapeBase } from "./shape.ts";

class Hidden extends ShapeBase {
  override area(_scale: number): number {
    return "none" as never;
  }
}

class NeverUsed extends ShapeBase {
  override area(scale: number): number {
    return scale;
  }
}

export const hidden = {
  create: (): Shape => new Hidden("hidden"),
  isNeverUsed: (shape: unknown): boolean => shape instanceof NeverUsed,
};
