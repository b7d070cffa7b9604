const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Text as bytes: `node:sqlite` cuts a text off at its first NUL when it reads it. */
export function toBlob(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** The text of {@linkcode toBlob}. */
export function fromBlob(value: unknown): string {
  return decoder.decode(value as Uint8Array);
}
