import { type Contract, contract } from "@weir/std/contracts";
import { registry } from "../registry.ts";

interface Opens {
  open(): void;
}
const Opens: Contract<Opens> = contract<Opens>("lint.Opens", {
  registry,
  members: { open: { params: [] } },
});

interface Closes extends Opens {
  close(): void;
}
const Closes: Contract<Closes> = Opens.extend<Closes, unknown>("lint.Closes", {
  registry,
  members: { close: { params: [] } },
});

export class Door implements Opens, Closes {
  open(): void {}
  close(): void {}
}
