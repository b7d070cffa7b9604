import type { Mutant } from "../mutants.ts";

const OBJECTS = "contracts/schemas/objects.ts";
const ALL_PROPERTIES = "contracts/schemas/all_properties.ts";
const ARRAYS = "contracts/schemas/arrays.ts";
const COLLECTIONS = "contracts/schemas/collections.ts";

/** What goes wrong in the schemas of values that hold others. */
export const NESTING: readonly Mutant[] = [
  {
    file: OBJECTS,
    from: "Object.keys(value).every((key) => known.has(key))",
    to: "true",
    breaks: "an exact object may have more",
  },
  {
    file: OBJECTS,
    from: 'const rest = exact ? `&&${code.constant(isExact)}(${value})` : "";',
    to: 'const rest = "";',
    breaks: "an exact object may have more for the code",
  },
  {
    file: OBJECTS,
    from: "        if (exact) explainUnknown(value, keys, path, into);\n",
    to: "",
    breaks: "nobody tells which property is too many",
  },
  {
    file: OBJECTS,
    from: '"object"&&${value}!==null${checks',
    to: '"object"${checks',
    breaks: "null passes the code of an object",
  },
  {
    file: OBJECTS,
    from: "return isObject(value) && !Array.isArray(value);",
    to: "return isObject(value);",
    breaks: "an array passes for a record",
  },
  {
    file: OBJECTS,
    from: "||Array.isArray(${one}))return false",
    to: ")return false",
    breaks: "an array passes the code of a record",
  },
  {
    file: OBJECTS,
    from: "for(let i=0;i<${keys}.length;i++)",
    to: "for(let i=1;i<${keys}.length;i++)",
    breaks: "the first property of a record is not looked at by the code",
  },
  {
    file: OBJECTS,
    from: "Object.keys(value).every((key) => test(value[key]))",
    to: "true",
    breaks: "the properties of a record are not looked at",
  },
  {
    file: OBJECTS,
    from: "!isOptional(checkers[index]!)",
    to: "true",
    breaks: "JSON Schema asks for optional properties",
  },
  {
    file: OBJECTS,
    from: "return prototype === Object.prototype || prototype === null;",
    to: "return true;",
    breaks: "a shape with a prototype of its own passes",
  },
  {
    file: OBJECTS,
    from: "const missing = keys.filter((key) => !(key in value));",
    to: "const missing = keys;",
    breaks: "a property that is there is to be renamed to another that is there",
  },
  {
    file: ALL_PROPERTIES,
    from: "from += MAX_CHAINED",
    to: "from += 2 * MAX_CHAINED",
    breaks: "half of very many properties are not looked at",
  },
  {
    file: ALL_PROPERTIES,
    from: " && t3(value[k3]) && rest(value)",
    to: " && rest(value)",
    breaks: "the fourth property is not looked at",
  },
  {
    file: ALL_PROPERTIES,
    from: " && t3(value[k3]) && rest(value)",
    to: " && t3(value[k3])",
    breaks: "the properties after the fourth are not looked at",
  },
  {
    file: ALL_PROPERTIES,
    from: "t0(value[k0]) && t1(value[k1]);",
    to: "t0(value[k0]);",
    breaks: "the second property is not looked at",
  },
  {
    file: ARRAYS,
    from: "      if (!test(value[index])) return false;\n",
    to: "",
    breaks: "the items of an array are not looked at",
  },
  {
    file: ARRAYS,
    from: "`for(let i=0;i<${list}.length;i++)",
    to: "`for(let i=1;i<${list}.length;i++)",
    breaks: "the first item of an array is not looked at by the code",
  },
  {
    file: ARRAYS,
    from: "Array.isArray(${list})${emit(`${list}.length`)}",
    to: "Array.isArray(${list})",
    breaks: "the code accepts an array of any length",
  },
  {
    file: ARRAYS,
    from: "Array.isArray(value) && value.length === count",
    to: "Array.isArray(value) && value.length >= count",
    breaks: "a tuple may be longer",
  },
  {
    file: ARRAYS,
    from: "&&${value}.length===${count}",
    to: "&&${value}.length>=${count}",
    breaks: "a tuple may be longer for the code",
  },
  {
    file: COLLECTIONS,
    from: "!keys.test(key) || !values.test(item)",
    to: "!values.test(item)",
    breaks: "the keys of a map are not looked at",
  },
  {
    file: COLLECTIONS,
    from: "if (!checker.test(item)) return false;",
    to: "",
    breaks: "the items of a set are not looked at",
  },
  {
    file: COLLECTIONS,
    from: "        explainAt(values, item, name, path, into);\n",
    to: "",
    breaks: "nobody tells which value of a map is wrong",
  },
];
