import { jsonText } from "./_json_line.ts";

/**
 * Fills a template for loggers that do not: a name in braces stands for the property of that name, a
 * dot for a property of a property. Objects are written as JSON; names that lead nowhere stay as they
 * are. Never throws.
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
      return render(value);
    } catch {
      return name;
    }
  });
}

/** As text where an object has one, as dates, addresses and errors do, else as JSON. */
function render(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value) || typeof value.toString !== "function") return jsonText(value);
  const text = value.toString();
  return text.startsWith("[object ") ? jsonText(value) : text;
}
