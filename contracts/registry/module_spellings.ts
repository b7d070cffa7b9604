/**
 * The ways in which engines write the address of a module in a stack: as it is, decoded, and long
 * `data:` addresses without their middle.
 */
export function moduleSpellings(url: string): ReadonlySet<string> {
  return new Set([url, decode(url), url.replace(/^(data:[^,]*,.{20}).*(.{20})$/s, "$1......$2")]);
}

function decode(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
