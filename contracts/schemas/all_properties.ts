type Test = (value: unknown) => boolean;
type Properties = Record<string, unknown>;

/** Properties whose tests call each other; with more the stack would be the limit. */
const MAX_CHAINED = 64;

/**
 * Joins the tests of an object's properties to one. Four at a time are written out: in a loop all
 * property reads share one place in the code, which the engine then cannot speed up.
 */
export function allProperties(
  keys: readonly string[],
  tests: readonly Test[],
): (value: Properties) => boolean {
  const [k0, k1, k2, k3] = keys as [string, string, string, string];
  const [t0, t1, t2, t3] = tests as [Test, Test, Test, Test];
  switch (keys.length) {
    case 0:
      return () => true;
    case 1:
      return (value) => t0(value[k0]);
    case 2:
      return (value) => t0(value[k0]) && t1(value[k1]);
    case 3:
      return (value) => t0(value[k0]) && t1(value[k1]) && t2(value[k2]);
  }
  if (keys.length > MAX_CHAINED) return allChunks(keys, tests);
  const rest = allProperties(keys.slice(4), tests.slice(4));
  return (value) => t0(value[k0]) && t1(value[k1]) && t2(value[k2]) && t3(value[k3]) && rest(value);
}

function allChunks(
  keys: readonly string[],
  tests: readonly Test[],
): (value: Properties) => boolean {
  const chunks: ((value: Properties) => boolean)[] = [];
  for (let from = 0; from < keys.length; from += MAX_CHAINED) {
    const to = from + MAX_CHAINED;
    chunks.push(allProperties(keys.slice(from, to), tests.slice(from, to)));
  }
  return (value) => chunks.every((chunk) => chunk(value));
}
