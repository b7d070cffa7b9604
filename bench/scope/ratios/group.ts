/** One way to do the same work. */
export interface Form {
  /** Name in the tables. */
  readonly name: string;
  /** Does the work so many times, one after the other. */
  run(times: number): Promise<void>;
}

/** What a form is to cost. */
export type Goal =
  | {
    /** Name of the form. */
    readonly form: string;
    /** Name of the form it is compared with. */
    readonly rival: string;
    /** Its cost as a multiple of the rival's, at most. */
    readonly atMost: number;
  }
  | {
    /** Name of the form. */
    readonly form: string;
    /** Name of the form it is compared with. */
    readonly rival: string;
    /** The rival's cost as a multiple of its own, at least. */
    readonly timesFaster: number;
  }
  | {
    /** Name of the form. */
    readonly form: string;
    /** Its cost in the unit of the group, at most. */
    readonly below: number;
  };

/** What forms cost: one sample a round for each, in the order of the rounds. */
export type Samples = Readonly<Record<string, readonly number[]>>;

/** Forms that are measured side by side, in a process of their own. */
export interface Group {
  /** What they all do, as the title in the tables. */
  readonly title: string;
  /** Unit of the samples. */
  readonly unit: "ns" | "B";
  /** What is asked of them. */
  readonly goals: readonly Goal[];
  /** Measures them. */
  measure(): Promise<Samples>;
}
