/** What a source, a callback or a signal fails with. */
export const boom: Error = new Error("boom");

/** Whether an error is that very one. */
export const isBoom = (error: unknown): boolean => error === boom;
