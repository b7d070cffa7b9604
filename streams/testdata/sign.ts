import { createHmac } from "node:crypto";

/** GitHub's signature of a body. */
export function sign(secret: string, body: string | Uint8Array): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}
