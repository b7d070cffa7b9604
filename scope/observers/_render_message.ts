/**
 * Fills a template for loggers that do not: a name in braces stands for the property of that name, a
 * dot for a property of a property. Names that lead nowhere stay as they are; never throws.
 */
export function renderMessage(
  template: string,
  properties: Readonly<Record<string, unknown>>,
): string {
  return template.replace(/\{([\w.]+)\}/g, (name: string, path: string) => {
    try {
      let value: unknown = properties;
      for (const key of path.split(".")) {
        if (!Object.hasOwn(value as object, key)) return name;
        value = (value as Record<string, unknown>)[key];
      }
      return String(value);
    } catch {
      return name;
    }
  });
}
