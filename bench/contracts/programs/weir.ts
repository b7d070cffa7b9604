import { contract, integer, object, string } from "@weir/std/contracts";

interface Store {
  save(order: { readonly id: string }, retries: number): string;
}

const Store = contract<Store>("app.Store", {
  members: {
    save: {
      params: [["order", object({ id: string() })], ["retries", integer()]],
      returns: string(),
    },
  },
});

class MemoryStore implements Store {
  static {
    Store.implement(this);
  }
  save(order: { readonly id: string }): string {
    return order.id;
  }
}

console.log(new MemoryStore().save({ id: "a" }));
