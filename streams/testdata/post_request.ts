import { sign } from "./sign.ts";

/** The secret of the tests. */
export const secret = "It's a Secret to Everybody";

/** How a request differs from a delivery that is sound. */
export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly chunked?: ReadableStream<Uint8Array>;
}

/** A signed delivery as a sender would post it. */
export function post(
  body: string,
  { method = "POST", headers = {}, chunked }: RequestOptions = {},
): Request {
  return new Request("http://localhost/hook", {
    method,
    headers: {
      "content-type": "application/json",
      "x-github-delivery": "72d3162e",
      "x-hub-signature-256": sign(secret, body),
      ...(chunked === undefined ? { "content-length": String(new Blob([body]).size) } : {}),
      ...headers,
    },
    ...(method === "GET" ? {} : { body: chunked ?? body }),
  });
}
