import type { Item } from "./shelf_item.ts";

/** What loading and discovery may do with a registry besides what everybody may. */
export interface RegistryHost {
  /** Returns the serial of the last addition. */
  readonly serial: number;
  /** Whether it can no longer be used. */
  readonly isClosed: boolean;
  /**
   * Returns what stands, of a contract or of all, in the registry and then in those behind it, also
   * where the one hides the other.
   */
  standing(contract?: string): readonly Item[];
  /** Removes items from the registry and those behind it, replaced ones as well. */
  revoke(test: (item: Item) => boolean): void;
}
