/** A connection that writes down what it is sent, and fails where it is told to. */
export interface FakeClient {
  readonly log: string[];
  /** What a statement does instead of succeeding, by its text. */
  readonly faults: Map<string, () => unknown>;
  query(text: string): Promise<unknown>;
}

export function fakeClient(log: string[] = []): FakeClient {
  const faults = new Map<string, () => unknown>();
  return {
    log,
    faults,
    async query(text) {
      log.push(text);
      return await faults.get(text)?.() ?? { command: text.split(" ")[0]!.toUpperCase() };
    },
  };
}

/** Makes a statement fail. */
export function refuse(message: string): () => never {
  return () => {
    throw new Error(message);
  };
}
