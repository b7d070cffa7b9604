import type { Checker, JsonSchema, JsonWriter } from "./checking.ts";

const URIS: Readonly<Record<string, string>> = {
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
  side: "input" | "output",
): JsonSchema {
  const $schema = URIS[target];
  if ($schema === undefined) {
    throw new TypeError(
      `Cannot write JSON Schema as "target" must be one of ${Object.keys(URIS).join(", ")}: ` +
        `current value is ${JSON.stringify(target)}`,
    );
  }
  const isDraft7 = target === "draft-07";
  const place = isDraft7 ? "definitions" : "$defs";
  const names = new Map<Checker, string>();
  const definitions: Record<string, JsonSchema> = {};
  const writer: JsonWriter = {
    isDraft7,
    write({ json, schema, expected }) {
      const written = json?.(writer) ??
        schema["~standard"].jsonSchema?.[side]({ target });
      if (written !== undefined) return written;
      throw new TypeError(`Cannot write JSON Schema for "${expected}" as it has no such form`);
    },
    refer(checker) {
      let name = names.get(checker);
      if (name === undefined) {
        names.set(checker, name = `schema${names.size + 1}`);
        definitions[name] = writer.write(checker);
      }
      return { $ref: `#/${place}/${name}` };
    },
  };
  const written = writer.write(root);
  return { $schema, ...written, ...(names.size > 0 && { [place]: definitions }) };
}
