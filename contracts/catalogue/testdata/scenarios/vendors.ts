import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { contract, type SchemaFor } from "../../../mod.ts";
import { loose, type Scenario, scenarios } from "../scenario.ts";

interface Order {
  readonly id: string;
  readonly amount: number;
  readonly level: "info" | "error";
  readonly tags: string[];
}

/** A service whose orders are checked by the schema of another library. */
function service(order: SchemaFor<Order>) {
  const Service = contract<{ place(order: Order): void }>("shop.Service", {
    version: "1.0.0",
    members: { place: { params: [["order", order]] } },
  });
  class WebService {
    static {
      Service.implement(this);
    }
    place() {}
  }
  return loose(new WebService());
}

const ofZod = z.object({
  id: z.string().min(1),
  amount: z.number().positive(),
  level: z.enum(["info", "error"]),
  tags: z.array(z.string()),
});
const ofValibot = v.object({
  id: v.pipe(v.string(), v.minLength(1)),
  amount: v.pipe(v.number(), v.minValue(1)),
  level: v.picklist(["info", "error"]),
  tags: v.array(v.string()),
});
const ofArkType = type({
  id: "string > 0",
  amount: "number > 0",
  level: "'info' | 'error'",
  tags: "string[]",
});

const wrong = { id: 7, amount: -1, level: "eror", tags: ["a", 3] };
const misspelt = { id: "a1", amuont: "3", level: "info", tags: [] };

/** Schemas of other libraries. */
export const vendors: readonly Scenario[] = scenarios("Schemas of other libraries", {
  "zod: many problems": () => service(ofZod).place!(wrong),
  "zod: a misspelt property": () => service(ofZod).place!(misspelt),
  "zod: an unknown property": () =>
    service(z.strictObject(ofZod.shape)).place!({ ...wrong, id: "a1", nmae: 1 }),
  "zod: a text where an object is asked for": () => service(ofZod).place!('{"id":"a1"}'),
  "valibot: many problems": () => service(ofValibot).place!(wrong),
  "valibot: a misspelt property": () => service(ofValibot).place!(misspelt),
  "ArkType: many problems": () => service(ofArkType as never).place!(wrong),
  "ArkType: a misspelt property": () => service(ofArkType as never).place!(misspelt),
  "ArkType: a promise": () => service(ofArkType as never).place!(Promise.resolve(wrong)),
});
