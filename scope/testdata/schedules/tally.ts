import type { Thing } from "./thing.ts";
import type { World } from "./world.ts";

/** What must come up in schedules for their promises to mean something. */
const SITUATIONS: Readonly<Record<string, (thing: Thing) => boolean>> = {
  "acquired": ({ arriving, era }) => arriving !== undefined && era !== undefined,
  "adopted": ({ arriving, era }) => arriving === undefined && era !== undefined,
  "tried again": ({ attempts }) => attempts > 1,
  "gave up trying": ({ attempts, refusal }) => attempts > 1 && refusal !== undefined,
  "timed out": ({ refusal }) => (refusal?.reason as Error | undefined)?.name === "TimeoutError",
  "cancelled by their callers": ({ abortedAt, refusal }) => abortedAt !== Infinity && !!refusal,
  "came late": ({ isLate, arriving }) => isLate && arriving !== undefined,
  "handed to a closed scope": ({ isLate, arriving }) => isLate && arriving === undefined,
  "moved": ({ era }) => era !== undefined && era.from === era.to,
  "moved with others": ({ era }) => era?.before !== undefined,
  "released early": ({ isEarly }) => isEarly,
  "released in turn": ({ wentInTurn }) => wentInTurn,
  "failed to go": ({ failure }) => failure !== undefined,
  "came late and failed to go": ({ failure, isLate }) => failure !== undefined && isLate,
  "given up at their limit": ({ timeout }) => timeout?.message.includes("within") === true,
  "given up at the end of a close": ({ timeout }) => timeout?.message.includes("time to") === true,
  "settled after they were given up": ({ timeout, settledAt }) =>
    timeout !== undefined && settledAt !== Infinity,
  "waited for their own close": ({ timeout }) => timeout?.message.includes("close()") === true,
};

/** Counts what came up in schedules. */
export class Tally {
  readonly counts: Map<string, number> = new Map([
    ...Object.keys(SITUATIONS),
    "bodies cut short",
    "closes refused from inside a release",
    "events",
  ].map((situation) => [situation, 0]));
  schedules = 0;

  /** Counts what came up in one of them. */
  add(world: World): void {
    this.schedules++;
    for (const [situation, isTrue] of Object.entries(SITUATIONS)) {
      this.#count(situation, world.things.filter(isTrue).length);
    }
    const bodies = world.places.filter(({ endBody, closer, bodyEnd }) =>
      endBody !== undefined && bodyEnd !== undefined && closer?.endBody !== endBody
    );
    this.#count("bodies cut short", bodies.length);
    this.#count("closes refused from inside a release", world.misuses);
    this.#count("events", world.events.length);
  }

  #count(situation: string, by: number): void {
    if (by > 0) this.counts.set(situation, this.counts.get(situation)! + by);
  }

  /** One line for each situation. */
  toString(): string {
    const lines = [...this.counts].map(([situation, count]) =>
      `${count.toLocaleString("en").padStart(12)} ${situation}`
    );
    return [`${this.schedules.toLocaleString("en").padStart(12)} schedules`, ...lines].join("\n");
  }
}
