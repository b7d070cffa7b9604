import { CONTRACT_ROWS } from "./contract_rows.ts";
import { INHERITANCE_ROWS } from "./inheritance_rows.ts";
import { MEMBER_ROWS } from "./member_rows.ts";
import type { Row } from "./row.ts";
import { SEALING_ROWS } from "./sealing_rows.ts";

/** Everything that a class can do to its members; each row is run in every form. */
export const ROWS: readonly Row[] = [
  ...INHERITANCE_ROWS,
  ...MEMBER_ROWS,
  ...CONTRACT_ROWS,
  ...SEALING_ROWS,
];
