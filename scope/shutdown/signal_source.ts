/** Where {@linkcode handleSignals} hears of signals; the process, or a test. */
export interface SignalSource {
  /** Calls `listener` upon every such signal until the result is disposed of. */
  listen(signal: string, listener: () => void): Disposable;
}
