import { Registry } from "@weir/std/contracts";

/** Where the classes of all fixtures are registered. */
export const registry: Registry = new Registry();
