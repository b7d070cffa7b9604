import assert from "node:assert/strict";
import { RegistryError, type RegistryErrorReason } from "../../mod.ts";

/** Returns the message of the `RegistryError` that a function throws. */
export function refusal(reason: RegistryErrorReason, body: () => unknown): string {
  try {
    body();
  } catch (error) {
    return messageOf(reason, error);
  }
  return assert.fail("did not throw");
}

/** Returns the message of the `RegistryError` that a promise is rejected with. */
export async function rejection(
  reason: RegistryErrorReason,
  promise: Promise<unknown>,
): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return messageOf(reason, error);
  }
  return assert.fail("was not rejected");
}

function messageOf(reason: RegistryErrorReason, error: unknown): string {
  assert.ok(error instanceof RegistryError, String(error));
  assert.equal(error.reason, reason);
  return error.message;
}
