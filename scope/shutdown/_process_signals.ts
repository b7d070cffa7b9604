import { constants } from "node:os";
import process from "node:process";
import type { SignalSource } from "./signal_source.ts";

/** The signals of this process. The one file of the module that reaches outside of it. */
export const processSignals: SignalSource = Object.freeze({
  listen(signal: string, listener: () => void): Disposable {
    process.on(signal as NodeJS.Signals, listener);
    return { [Symbol.dispose]: () => void process.off(signal as NodeJS.Signals, listener) };
  },
});

/** Ends this process. */
export function exitProcess(code: number): void {
  process.exit(code);
}

/** The platform's number of a signal; `undefined` for a name that it does not have. */
export function signalNumber(signal: string): number | undefined {
  return (constants.signals as Record<string, number | undefined>)[signal];
}
