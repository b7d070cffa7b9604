import type { ScopeEvent, ScopeExit } from "../../mod.ts";
import type { Acts } from "./acts.ts";
import { SignalListeners } from "./listened_signal.ts";
import type { Leaving } from "./manners.ts";
import type { Place } from "./place.ts";
import type { Setting } from "./schedule.ts";
import { Thing } from "./thing.ts";
import { VirtualClock } from "./virtual_clock.ts";

/** All that one schedule sets going, and what the outside hears of it. */
export class World {
  readonly clock: VirtualClock = new VirtualClock();
  readonly setting: Setting;
  readonly places: Place[] = [];
  readonly things: Thing[] = [];
  /** Things in the order in which their releases began. */
  readonly begun: Thing[] = [];
  /** Things whose release functions are being called, the outermost first. */
  readonly releasing: Thing[] = [];
  /** Things whose callers wait. */
  readonly acquiring: Set<Thing> = new Set();
  readonly events: ScopeEvent[] = [];
  /** Every error that somebody was told, and those inside them. */
  readonly heard: Set<unknown> = new Set();
  readonly #listeners: SignalListeners = new SignalListeners();
  /** Promises that have not settled. */
  waiting = 0;
  /** What may be done to it from inside acquisitions and releases. */
  acts!: Acts;
  /** Scopes that were opened, or were to be. */
  scopes = 0;
  moves = 0;
  observerErrors = 0;
  /** Closes from inside a release that they would wait for. */
  misuses = 0;
  /** The first promise that was broken. */
  broken: string | undefined = undefined;
  /** Writes the story of the schedule, where somebody wants to read it. */
  readonly tell: ((line: string) => void) | undefined;
  #instant = 0;

  constructor(setting: Setting, tell: ((line: string) => void) | undefined) {
    this.setting = setting;
    this.tell = tell && ((line) => tell(`${String(this.clock.now()).padStart(4)} ms  ${line}`));
  }

  /** The next instant in the order of events. */
  tick(): number {
    return ++this.#instant;
  }

  /** A controller; whether anybody listens for too long is looked at in half the schedules. */
  newController(): AbortController {
    if (this.setting.watched === "not observed") return new AbortController();
    return this.#listeners.newController();
  }

  /** Listeners on signals that nobody has aborted. */
  get listeners(): number {
    return this.#listeners.count;
  }

  /** A name that no other scope has. */
  nameScope(): string {
    return `s${this.scopes++}`;
  }

  /** Notes that a promise of the module was broken; what comes after the first is not of interest. */
  expect(holds: boolean, promise: () => string): void {
    if (!holds) this.broken ??= promise();
  }

  addThing(home: Place, leaving: Leaving, value: object | undefined): Thing {
    const name = `r${this.things.length}`;
    const thing = new Thing(name, value ?? { name }, home, leaving, this.clock.now());
    this.things.push(thing);
    return thing;
  }

  /** A value has come to be. */
  make(thing: Thing): object {
    this.expect(!thing.isMade, () => `${thing.name} is acquired twice`);
    thing.isTried = false;
    thing.madeAt = this.tick();
    thing.madeMs = this.clock.now();
    thing.madeDueMs = this.clock.dueMs;
    return thing.value;
  }

  /** The caller has it. */
  know(thing: Thing): void {
    if (thing.knownAt !== Infinity) return;
    thing.knownAt = this.tick();
    thing.era = { from: thing.madeAt, to: thing.knownAt };
  }

  /** It is held, and its release is not even about to begin. */
  awaitsTurn(thing: Thing): boolean {
    return thing.isHeld && !this.releasing.includes(thing);
  }

  /** Its release function is called; a disposable is told no exit. */
  begin(thing: Thing, value: unknown, exit: ScopeExit | undefined): void {
    this.tell?.(`release of ${thing.name}, ${thing.leaving.manner}, told ${exit?.status}`);
    this.expect(value === thing.value, () => `${thing.name} is handed another value`);
    this.expect(thing.isMade, () => `${thing.name} is released and was never there`);
    this.expect(++thing.releases === 1, () => `${thing.name} is released twice`);
    if (thing.releases > 1) return;
    const { home } = thing;
    thing.begunAt = this.tick();
    thing.begunMs = this.clock.now();
    thing.exit = exit;
    thing.stateThen = home.scope.state;
    thing.hadChildren = home.children.some((child) => child.scope.state !== "closed");
    this.begun.push(thing);
    if (home.signal !== undefined && thing.stateThen !== "open") {
      const { signal } = home;
      this.expect(signal.aborted, () => `${home.name} closes and its signal has not aborted`);
    }
    if (this.setting.watched.startsWith("observed")) {
      const isTold = this.events.findLast((event) =>
        event.type === "resource.releasing" && event.resource === thing.name
      );
      const isLast = this.setting.watched.endsWith("acts") || isTold === this.events.at(-1);
      this.expect(
        isTold !== undefined && isLast,
        () => `the release of ${thing.name} begins without an event`,
      );
    }
  }

  /** Its release is over. */
  settle(thing: Thing, failure?: { readonly error: unknown }): void {
    this.tell?.(`${thing.name} ${failure === undefined ? "is gone" : "fails to go"}`);
    this.expect(thing.settledAt === Infinity, () => `${thing.name} is awaited twice`);
    thing.settledAt = this.tick();
    thing.settledMs = this.clock.now();
    thing.settledDueMs = this.clock.dueMs;
    thing.failure = failure;
  }

  /** Waits for a promise of the module, as a caller would. */
  listen<T>(
    promise: Promise<T>,
    onValue: (value: T) => void,
    onError: (error: unknown) => void,
  ): void {
    this.waiting++;
    promise.then(
      (value) => {
        this.waiting--;
        onValue(value);
      },
      (error: unknown) => {
        this.waiting--;
        this.hear(error);
        onError(error);
      },
    );
  }

  /** Calls what throws at once if it throws, and hears the error. */
  attempt<T>(action: () => T): { readonly value: T } | { readonly error: unknown } {
    try {
      return { value: action() };
    } catch (error) {
      this.hear(error);
      return { error };
    }
  }

  /** Somebody was told an error: all that can be reached from it counts as heard. */
  hear(error: unknown): void {
    if (this.heard.has(error)) return;
    this.heard.add(error);
    if (!(error instanceof Error)) return;
    if (error instanceof AggregateError) error.errors.forEach((one) => this.hear(one));
    if (error.cause !== undefined) this.hear(error.cause);
    const thing = this.timedOut(error);
    if (thing === undefined) return;
    this.expect(
      thing.timeout === undefined || thing.timeout === error,
      () => `${thing.name} is given up twice`,
    );
    thing.timeout = error;
    thing.toldMs = this.clock.now();
  }

  /** The thing whose release an error says was given up. */
  timedOut(error: unknown): Thing | undefined {
    if (!(error instanceof Error) || error.name !== "TimeoutError") return undefined;
    const number = /^Cannot release "r(\d+)" of scope "/.exec(error.message)?.[1];
    return number === undefined ? undefined : this.things[Number(number)];
  }
}
