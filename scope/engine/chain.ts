/** What an item of a {@linkcode Chain} carries. */
export interface Link<T> {
  /** The item added before this one. */
  older: T | undefined;
  /** The item added after this one. */
  newer: T | undefined;
}

/**
 * Items in the order they were added, the newest at hand, any of them removed in constant time. The
 * links live in the items, so that an empty chain costs next to nothing.
 */
export class Chain<T extends Link<T>> {
  newest: T | undefined = undefined;
  size = 0;

  add(item: T): void {
    item.older = this.newest;
    if (this.newest !== undefined) this.newest.newer = item;
    this.newest = item;
    this.size++;
  }

  /** Removes an item that is in the chain. */
  remove(item: T): void {
    if (item.newer === undefined) this.newest = item.older;
    else item.newer.older = item.older;
    if (item.older !== undefined) item.older.newer = item.newer;
    item.older = undefined;
    item.newer = undefined;
    this.size--;
  }

  /** Items, oldest first. */
  toArray(): T[] {
    const items: T[] = [];
    for (let item = this.newest; item !== undefined; item = item.older) items.push(item);
    return items.reverse();
  }
}
