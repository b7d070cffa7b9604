import type { Checker, JsonSchema, JsonWriter } from "./checking.ts";

const URIS = {
  "draft-2020-12": "https://json-schema.org/draft/2020-12/schema",
  "draft-07": "http://json-schema.org/draft-07/schema#",
};

/**
 * Writes a schema as JSON Schema, the way Standard JSON Schema asks for.
 *
 * @throws {TypeError} If the target is unknown, or something in the schema has no such form.
 */
export function writeJsonSchema(
  root: Checker,
  target: string,
  side: JsonWriter["side"],
): JsonSchema {
  if (!isTarget(target)) {
    throw new TypeError(
      `Cannot write JSON Schema as "target" must be one of ${Object.keys(URIS).join(", ")}: ` +
        `current value is ${JSON.stringify(target)}`,
    );
  }
  const place = target === "draft-07" ? "definitions" : "$defs";
  const names = new Map<Checker, string>();
  const definitions: Record<string, JsonSchema> = {};
  let embedded = 0;
  const writer: JsonWriter = {
    target,
    side,
    write(checker) {
      if (checker.json !== undefined) return checker.json(writer);
      throw new TypeError(
        `Cannot write JSON Schema for "${checker.expected}" as it has no such form`,
      );
    },
    refer(checker) {
      let name = names.get(checker);
      if (name === undefined) {
        names.set(checker, name = `schema${names.size + 1}`);
        definitions[name] = writer.write(checker);
      }
      return { $ref: `#/${place}/${name}` };
    },
    embed({ $schema: _, ...part }) {
      // Its references start at its own root, which it no longer is without a name.
      const refers = JSON.stringify(part).includes('"$ref":"#');
      return refers ? { $id: `urn:weir:${++embedded}`, ...part } : part;
    },
  };
  const written = writer.write(root);
  return { $schema: URIS[target], ...written, ...(names.size > 0 && { [place]: definitions }) };
}

function isTarget(target: string): target is keyof typeof URIS {
  return Object.hasOwn(URIS, target);
}
