import { checkAtRest } from "./promises/at_rest.ts";
import { checkCounters } from "./promises/counters.ts";
import { checkErrors } from "./promises/errors.ts";
import { checkEvents } from "./promises/events.ts";
import { checkReleases } from "./promises/releases.ts";
import { openRoot } from "./open_place.ts";
import { type Schedule, settingOf, stepAt } from "./schedule.ts";
import { actOn, type Pause, takeStep } from "./take_step.ts";
import { close, endBody } from "./touch_place.ts";
import { World } from "./world.ts";

/** Time after which everything that takes time has come to its end. */
const LONG_MS = 1_000;

/** What must hold of every schedule when all is over. */
const PROMISES = [checkReleases, checkErrors, checkCounters, checkEvents];

/** Ways to run schedules. */
export interface RunOptions {
  /** Is handed the story, line by line. */
  readonly tell?: (line: string) => void;
  /** One promise more that is to hold when all is over. */
  readonly promise?: (world: World) => void;
}

/** One schedule under way. */
class Run {
  readonly world: World;
  readonly #schedule: Schedule;
  #steps = 0;
  #endings = 0;
  #untilMs = 0;
  /** Time is to pass before timers get their turn. */
  #isStall = false;

  readonly #promises: readonly ((world: World) => void)[];

  constructor(schedule: Schedule, { tell, promise }: RunOptions) {
    this.#schedule = schedule;
    this.#promises = promise === undefined ? PROMISES : [...PROMISES, promise];
    this.world = new World(settingOf(schedule), tell);
    actOn(this.world);
    for (let root = 0; root < this.world.setting.roots; root++) openRoot(this.world);
  }

  /** Goes on as far as it gets without a turn of the event loop; `false` once all is over. */
  beat(): boolean {
    try {
      return this.#goBeyond();
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  #goBeyond(): boolean {
    const { world } = this;
    const { clock, places } = world;
    for (const place of places) {
      void place.closer;
      if (place.scope.state !== "closed") place.aliveAt = world.tick();
      else if (place.closedMs === Infinity) place.closedMs = clock.dueMs;
    }
    if (this.#isStall) clock.jump(this.#untilMs);
    this.#isStall = false;
    if (clock.fireNext(this.#untilMs)) return true;
    clock.jump(this.#untilMs);
    checkAtRest(world);
    return world.broken === undefined && this.#goOn();
  }

  #goOn(): boolean {
    try {
      const pause = this.#takeSteps();
      if (pause === undefined) return false;
      if ("turns" in pause) this.#hop(pause.turns);
      else {
        this.#untilMs = this.world.clock.now() + pause.ms;
        this.#isStall = pause.isStall;
      }
    } catch (error) {
      this.#fail(error);
    }
    return true;
  }

  #fail(error: unknown): void {
    this.world.expect(false, () => `this is thrown: ${error}`);
  }

  /** Lets some turns of the microtask queue go by. */
  #hop(turns: number): void {
    queueMicrotask(() => turns > 1 ? this.#hop(turns - 1) : this.#goOn());
  }

  #takeSteps(): Pause | undefined {
    // Where all is closed, few steps tell anything new.
    const isOver = this.world.places.every(({ scope }) => scope.state === "closed");
    if (isOver && this.#steps % 4 > 0) this.#steps = Infinity;
    for (
      let step = stepAt(this.#schedule, this.#steps);
      step !== undefined;
      step = stepAt(this.#schedule, this.#steps)
    ) {
      this.#steps++;
      const pause = takeStep(this.world, step);
      if (pause === undefined) continue;
      this.world.tell?.(
        "turns" in pause
          ? `${pause.turns} turns of the microtask queue`
          : `wait ${pause.ms} ms${pause.isStall ? ", the event loop stands still" : ""}`,
      );
      return pause;
    }
    return this.#end(this.#endings++);
  }

  /** Whatever the steps were, everything is closed and waited for in the end. */
  #end(ending: number): Pause | undefined {
    const { world } = this;
    const { places, setting } = world;
    const wait = (ms: number) => ({ ms, isStall: false });
    // Half the schedules let what is on its way arrive before the end.
    if (ending === 0) return wait(setting.lingerMs);
    if (ending === 1) {
      world.tell?.("the end");
      for (const place of places) if (place.parent === undefined) void close(world, place);
      return wait(setting.closeTimeoutMs);
    }
    if (ending === 2) {
      for (const [index, place] of places.entries()) endBody(world, place, index);
      return wait(LONG_MS);
    }
    if (ending === 3) {
      for (const place of places) void close(world, place);
      return wait(0);
    }
    for (const check of this.#promises) check(world);
    return undefined;
  }
}

/**
 * Runs schedules side by side, so that they share the turns of the event loop, and returns what
 * became of each.
 */
export async function runSchedules(
  schedules: readonly Schedule[],
  options: RunOptions = {},
): Promise<World[]> {
  const runs = schedules.map((schedule) => new Run(schedule, options));
  for (let live = runs; live.length > 0; live = live.filter((run) => run.beat())) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  return runs.map(({ world }) => world);
}
