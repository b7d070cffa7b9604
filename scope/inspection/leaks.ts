/** How a scope and those below it are watched for leaks. */
export interface LeakOptions {
  /**
   * Milliseconds after which a resource that is still held, and a child scope that is still open, is
   * taken for a leak; with `Infinity` only roots that are forgotten are. It belongs where work is
   * short: what is held for as long as the program runs is no leak.
   *
   * @default the parent's, or `Infinity`
   */
  readonly heldMs?: number;
  /**
   * Takes down file and line of the code that acquired a resource or opened a scope. It costs about
   * 3 µs each, and 30 to 80 µs more for what lives longer than a second.
   *
   * @default the parent's, or `true`
   */
  readonly places?: boolean;
}

/** A resource that has been held for too long. */
export interface LeakedResource {
  /** Path of the scope that holds it. */
  readonly path: string;
  /** Name of the resource. */
  readonly resource: string;
  /** Milliseconds it has been held, in whichever scope. */
  readonly heldMs: number;
  /** File, line and column of the code that acquired it, where that was taken down. */
  readonly place: string | undefined;
}

/** A child scope that has been open for too long. */
export interface LeakedScope {
  /** Path of the scope. */
  readonly path: string;
  /** Milliseconds it has been open. */
  readonly openMs: number;
  /** How many resources it holds. */
  readonly held: number;
  /** File, line and column of the code that opened it, where that was taken down. */
  readonly place: string | undefined;
}

/** A release that was given up and has not settled since: it may still hold a socket, a file, a lock. */
export interface AbandonedRelease {
  /** Path of the scope that held the resource; it may be closed by now. */
  readonly path: string;
  /** Name of the resource. */
  readonly resource: string;
  /** Milliseconds since it was given up. */
  readonly abandonedMs: number;
  /** File, line and column of the code that acquired it, where that was taken down. */
  readonly place: string | undefined;
}

/** Root scopes, all opened by the same code, that were garbage-collected without having been closed. */
export interface ForgottenScope {
  /** Name of the newest. */
  readonly path: string;
  /** How many there were. */
  readonly count: number;
  /** Milliseconds from opened to found, of the newest. */
  readonly openMs: number;
  /** What the newest held, itself and in its children, when it was found. */
  readonly resources: readonly LeakedResource[];
  /** File, line and column of the code that opened them; where it was not taken down they are told apart by name. */
  readonly place: string | undefined;
}
