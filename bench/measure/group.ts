/** One way to do the same work. */
export interface Form {
  /** Name in the tables. */
  readonly name: string;
  /** Does the work so many times, one after the other. */
  run(times: number): Promise<void>;
}

/** What a form is to cost. */
export type Goal = GoalForm & Bar;

/** Which form is meant. */
export interface GoalForm {
  /** Name of the form. */
  readonly form: string;
  /** Name of a form whose cost is taken off all that is compared, as nobody can do without it. */
  readonly over?: string;
}

/** How much a form may cost. */
export type Bar =
  | {
    /** Name of the form it is compared with. */
    readonly rival: string;
    /** Its cost as a multiple of the rival's, at most. */
    readonly atMost: number;
  }
  | {
    /** Name of the form it is compared with. */
    readonly rival: string;
    /** The rival's cost as a multiple of its own, at least. */
    readonly timesFaster: number;
  }
  | {
    /** Its cost in the unit of the group, at most. */
    readonly below: number;
  };

/** Nanoseconds, bytes of memory, thousands of bytes of a file, or multiples of another cost. */
export type Unit = "ns" | "B" | "kB" | "times";

/** What forms cost: one sample a round for each, in the order of the rounds. */
export type Samples = Readonly<Record<string, readonly number[]>>;

/** Forms that are measured side by side, in a process of their own. */
export interface Group {
  /** What they all do, as the title in the tables. */
  readonly title: string;
  /** Unit of the samples. */
  readonly unit: Unit;
  /** What is asked of them. */
  readonly goals: readonly Goal[];
  /** Title of a table that has a row for each form and a column for this group. */
  readonly table?: string;
  /** Processes in which it is measured, when not as many as the others. */
  readonly processes?: number;
  /** Flags for the engine of the process. */
  readonly v8Flags?: readonly string[];
  /** Measures them. */
  measure(): Promise<Samples>;
}
