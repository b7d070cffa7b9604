/** The text of a contract in the file, for what stands below it. */
export const STORE = `import { type Contract, contract } from "@weir/std/contracts";
interface Store { save(): void }
const Store: Contract<Store> = contract<Store>("app.Store", { members: { save: { params: [] } } });
`;

/** The text of an import that the file uses as a contract. */
export const IMPORTED = `import { Store } from "./store.ts";
Store.get({ capability: "fast" });
`;
