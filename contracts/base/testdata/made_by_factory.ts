import { scaled } from "./class_factory.ts";
import type { AbstractShape } from "./shape.ts";

export const Doubled: new () => AbstractShape = scaled(2);
