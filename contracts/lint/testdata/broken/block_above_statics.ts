import { type Contract, contract, string } from "@weir/std/contracts";
import { registry } from "../registry.ts";

interface Named {
  call(): void;
}
const Named: Contract<Named, { label: string }> = contract<Named, { label: string }>("lint.Named", {
  registry,
  members: { call: { params: [] } },
  statics: { label: { attribute: string() } },
});

export class Bell {
  static {
    Named.implement(this);
  }
  static label: string = "bell";
  call(): void {}
}

export class Horn {
  #rung = 0; // times
  // The mark of the horn.
  static {
    Named.implement(this, { version: "2.0.0" });
  } // done

  static readonly label: string = "horn";

  call(): void {
    this.#rung++;
  }
}
