import { optionMessage } from "../../_internal/check_option.ts";
import type { ContractError } from "../errors.ts";

/**
 * How much a contract does: `enforce` throws, `report` tells a listener and goes on, `off` puts the
 * original functions back, so that a call costs nothing.
 */
export type Mode = "enforce" | "report" | "off";

/** Hears of broken promises where the mode is `report`. */
export type ViolationListener = (error: ContractError) => void;

/** What has to know when a mode has changed. */
export interface ModeFollower {
  /** Puts the modes of this moment into effect. */
  applyModes(): void;
}

/**
 * The mode of a registry or of a contract and its members. What is not set here comes from above:
 * member, contract, the contract that it extends, registry, and at last `enforce`.
 */
export class ModeSwitch implements ModeFollower {
  /** This switch and those above it, nearest first. */
  readonly #line: readonly ModeSwitch[];
  readonly #registry: ModeSwitch | undefined;
  readonly #onViolation: ViolationListener | undefined;
  readonly #members = new Map<string, Mode>();
  #own: Mode | undefined;
  /** Weak, so that a contract does not keep alive every class that ever implemented it. */
  #followers: WeakRef<ModeFollower>[] = [];
  #pruneAt = 64;

  /** `above` comes before `registry`, and the registry of `above` does not count. */
  constructor(
    own?: Mode,
    onViolation?: ViolationListener,
    above?: ModeSwitch,
    registry?: ModeSwitch,
  ) {
    this.#own = own;
    this.#onViolation = onViolation;
    this.#line = above === undefined ? [this] : [this, ...above.#line];
    this.#registry = registry;
    above?.add(this);
    registry?.add(this);
  }

  /** The mode in force, for one member or as a whole. */
  of(member?: string): Mode {
    for (const one of this.#line) {
      const mode = (member === undefined ? undefined : one.#members.get(member)) ?? one.#own;
      if (mode !== undefined) return mode;
    }
    return this.#registry?.of() ?? "enforce";
  }

  /** Sets or, with `undefined`, clears a mode; the handle puts back what was set before. */
  set(mode: Mode | undefined, member?: string): Disposable {
    const before = member === undefined ? this.#own : this.#members.get(member);
    this.#put(mode, member);
    let isSet = true;
    return {
      [Symbol.dispose]: () => {
        if (isSet) this.#put(before, member);
        isSet = false;
      },
    };
  }

  #put(mode: Mode | undefined, member: string | undefined): void {
    if (member === undefined) this.#own = mode;
    else if (mode === undefined) this.#members.delete(member);
    else this.#members.set(member, mode);
    this.applyModes();
  }

  /** Lets something follow the mode for as long as it lives. */
  add(follower: ModeFollower): void {
    if (this.#followers.length >= this.#pruneAt) {
      this.#followers = this.#followers.filter((one) => one.deref() !== undefined);
      this.#pruneAt = Math.max(64, this.#followers.length * 2);
    }
    this.#followers.push(new WeakRef(follower));
  }

  applyModes(): void {
    for (const follower of this.#followers) follower.deref()?.applyModes();
  }

  /**
   * Tells the nearest listener, or the console where there is none: nothing is broken silently. A
   * listener that fails must not break the call that it hears of, so the console gets both.
   */
  report(error: ContractError): void {
    const listener = this.#listener;
    if (listener === undefined) return console.warn(String(error));
    try {
      listener(error);
    } catch (failure) {
      console.warn(`${error}\nonViolation failed: ${String(failure)}`);
    }
  }

  get #listener(): ViolationListener | undefined {
    const registrys = this.#registry === undefined ? [] : this.#registry.#line;
    const line = [...this.#line, ...registrys];
    return line.map((one) => one.#onViolation).find((one) => one !== undefined);
  }
}

/**
 * Checks a mode.
 *
 * @throws {TypeError} If it is not one.
 */
export function checkMode(action: string, mode: unknown): Mode | undefined {
  if (mode === undefined || mode === "enforce" || mode === "report" || mode === "off") return mode;
  throw new TypeError(optionMessage(action, "mode", '"enforce", "report" or "off"', mode));
}
