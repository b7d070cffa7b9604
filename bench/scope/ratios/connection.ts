let closed = 0;

/** A resource that costs as little as an asynchronous one can. */
export class Connection implements AsyncDisposable {
  [Symbol.asyncDispose](): Promise<void> {
    return close(this);
  }
}

/** Opens one. */
// deno-lint-ignore require-await -- a driver's is asynchronous, and waits at least for its turn
export async function open(): Promise<Connection> {
  return new Connection();
}

/** Closes one. */
// deno-lint-ignore require-await -- as above
export async function close(_connection: Connection): Promise<void> {
  closed++;
}

/** How many have been closed so far: a form that loses some is not fast but wrong. */
export function closedSoFar(): number {
  return closed;
}
