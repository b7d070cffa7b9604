/**
 * What goes wrong by intent. Mostly no `Error`, as nobody has to throw one and a stack takes as long
 * to write as a whole step of a schedule; every fault is one of its kind, so that it can be found again.
 */
export class Fault {
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }

  toString(): string {
    return this.what;
  }
}

/** Something to throw: an error, a string, or, in most cases, neither. */
export function fault(what: string, kind: number): unknown {
  if (kind % 8 === 1) return new Error(what);
  return kind % 8 === 2 ? what : new Fault(what);
}
