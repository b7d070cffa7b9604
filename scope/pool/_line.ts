/** What an item of a {@linkcode Line} carries. */
export interface InLine<T> {
  /** The item that came before this one. */
  older: T | undefined;
  /** The item that came after this one. */
  newer: T | undefined;
}

/** Items in the order they came, the oldest at hand, any of them removed in constant time. */
export class Line<T extends InLine<T>> {
  oldest: T | undefined = undefined;
  size = 0;
  #newest: T | undefined = undefined;

  add(item: T): void {
    item.older = this.#newest;
    if (this.#newest === undefined) this.oldest = item;
    else this.#newest.newer = item;
    this.#newest = item;
    this.size++;
  }

  /** Removes an item that is in the line. */
  remove(item: T): void {
    if (item.older === undefined) this.oldest = item.newer;
    else item.older.newer = item.newer;
    if (item.newer === undefined) this.#newest = item.older;
    else item.newer.older = item.older;
    item.older = undefined;
    item.newer = undefined;
    this.size--;
  }

  /** Items, oldest first. */
  toArray(): T[] {
    const items: T[] = [];
    for (let item = this.oldest; item !== undefined; item = item.newer) items.push(item);
    return items;
  }
}
