/** The part of Web Locks that is used here; Deno has it at run time but not in its types. */
export interface WebLocks {
  /** Holds the lock of that name while the callback's promise is pending. */
  request<T>(
    name: string,
    options: { readonly signal?: AbortSignal },
    callback: () => T | Promise<T>,
  ): Promise<T>;
}

/** The locks of the platform, if it has them. */
export function webLocks(): WebLocks | undefined {
  return (globalThis.navigator as { locks?: WebLocks } | undefined)?.locks;
}
