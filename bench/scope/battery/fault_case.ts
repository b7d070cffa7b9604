import type { CaseName, Form, OpeningItem } from "./subject.ts";

/** Time that a case has. */
export interface Patience {
  /** Milliseconds after which something that has not happened hangs. */
  readonly hangMs: number;
  /** Milliseconds that a deep tree may take to close. */
  readonly deepMs: number;
}

/** One fault. */
export interface FaultCase {
  readonly name: CaseName;
  /** What is asked, as the row of the table. */
  readonly asks: string;
  /** Runs it; answers what went wrong, or nothing. */
  run(form: Form, patience: Patience): Promise<string | undefined>;
}

/** An item that writes its release to a log. */
export function logged(name: string, log: string[]): OpeningItem {
  return {
    name,
    open: () => Promise.resolve(name),
    close() {
      log.push(name);
      return Promise.resolve();
    },
  };
}

/** Says in which order things were released. */
export function released(log: readonly string[]): string {
  return log.length === 0 ? "nothing was released" : `released ${log.join(", ")}`;
}
