import type { Leaving } from "./manners.ts";
import type { Place } from "./place.ts";
import type { Thing } from "./thing.ts";

/** What code may do to scopes while it acquires or releases something. */
export interface Acts {
  /** Asks for the close of a scope; never rejects. */
  close(place: Place): Promise<void>;
  /** Asks for a release before its turn; never rejects. */
  release(thing: Thing): Promise<void>;
  move(thing: Thing, target: Place): void;
  adopt(home: Place, leaving: Leaving): void;
  openChild(parent: Place): void;
  /** Tells a scope, the one nearest above that can be told, to stop. */
  abort(place: Place): void;
}
