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

/** A mode that was set, as a whole or for a member. */
interface Setting {
  readonly mode: Mode | undefined;
  readonly member: string | undefined;
}

/** Settings that can be taken back. */
const MAX_SETTINGS = 100;

/**
 * The mode of a registry or of a contract and its members. What is not set here comes from above:
 * member, contract, the contract that it extends, registry, and at last `enforce`.
 */
export class ModeSwitch implements ModeFollower {
  /** This switch and those above it, nearest first. */
  readonly #line: readonly ModeSwitch[];
  readonly #registry: ModeSwitch | undefined;
  readonly #onViolation: ViolationListener | undefined;
  #settings: readonly Setting[] = [];
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
    if (own !== undefined) this.#settings = [{ mode: own, member: undefined }];
    this.#onViolation = onViolation;
    this.#line = above === undefined ? [this] : [this, ...above.#line];
    this.#registry = registry;
    above?.add(this);
    registry?.add(this);
  }

  /** The mode in force, for one member or as a whole. */
  of(member?: string): Mode {
    for (const one of this.#line) {
      if (one.#settings.length === 0) continue;
      const mode = (member === undefined ? undefined : one.#setTo(member)?.mode) ??
        one.#setTo(undefined)?.mode;
      if (mode !== undefined) return mode;
    }
    return this.#registry?.of() ?? "enforce";
  }

  /**
   * Sets or, with `undefined`, leaves a mode to what is above. The handle takes that back: of all that
   * was set and not taken back, the last counts.
   */
  set(mode: Mode | undefined, member?: string): Disposable {
    const setting: Setting = { mode, member };
    // Most settings stay for good; those of long ago are never asked for again.
    this.#settings = [...this.#settings.slice(-MAX_SETTINGS), setting];
    this.applyModes();
    return {
      [Symbol.dispose]: () => {
        this.#settings = this.#settings.filter((one) => one !== setting);
        this.applyModes();
      },
    };
  }

  #setTo(member: string | undefined): Setting | undefined {
    return this.#settings.findLast((one) => one.member === member);
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
