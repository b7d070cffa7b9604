import type { EncodedThrown } from "./error_codec.ts";

/** Positions in the shared control words. The scheduler's side alone writes `CANCEL`. */
export const CANCEL = 0;
/** The worker alone writes the serial of the attempt it started last here. */
export const STARTED = 1;

/** What the scheduler's side sends to a worker. `serial` counts the attempts of that worker. */
export type ToWorker =
  | {
    readonly type: "init";
    readonly lockName: string;
    readonly beatMs: number;
    readonly control: Int32Array<SharedArrayBuffer>;
  }
  | {
    readonly type: "run";
    readonly serial: number;
    readonly taskId: string;
    readonly attempt: number;
    readonly moduleUrl: string;
    readonly exportName: string;
    readonly input: unknown;
  }
  | { readonly type: "cancel"; readonly serial: number; readonly reason: EncodedThrown };

/** What a worker sends back. */
export type FromWorker =
  | { readonly type: "ready" }
  | { readonly type: "beat" }
  | { readonly type: "started"; readonly serial: number }
  | { readonly type: "progress"; readonly serial: number; readonly value: unknown }
  | { readonly type: "succeeded"; readonly serial: number; readonly value: unknown }
  | {
    readonly type: "failed";
    readonly serial: number;
    readonly error: EncodedThrown;
    readonly retryable: boolean;
  }
  | { readonly type: "broken"; readonly reason: string };
