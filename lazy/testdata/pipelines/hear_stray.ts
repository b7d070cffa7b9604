/** Runs, and listens for rejections that nobody handles. */
export async function hearStray<R>(
  run: () => Promise<R>,
): Promise<{ readonly result: R; readonly stray: unknown }> {
  let stray: unknown;
  const hear = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    stray = event.reason ?? "nothing";
  };
  addEventListener("unhandledrejection", hear);
  try {
    const result = await run();
    return { result, stray };
  } finally {
    removeEventListener("unhandledrejection", hear);
  }
}
