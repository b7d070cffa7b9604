import type { Holder, Subject } from "./subject.ts";

/** Why nothing can come late in a container that builds everything at once. */
export const SYNCHRONOUS: Subject["none"] = {
  "late after giving up": "it builds synchronously, so nothing can arrive late",
  "late after close": "it builds synchronously, so nothing can arrive late",
  "acquire timeout": "it builds synchronously, so nothing can arrive late",
};

/** Why a container cannot be nested deep: `children first` shows that it leaves its children alone. */
export const CHILDLESS: Subject["none"] = {
  "deep nesting": "it does not close what was made inside it",
};

/** How a container is used around a function: it is told to dispose in a `finally`. */
export async function runThenClose(
  holder: Holder,
  body: (holder: Holder) => Promise<void>,
): Promise<void> {
  try {
    await body(holder);
  } finally {
    await holder.close();
  }
}
