/** Registers one test with a runner, such as `(name, run) => Deno.test(name, run)`. */
export type RegisterTest = (name: string, run: () => Promise<void>) => void;

/** How a conformance suite is run. */
export interface SuiteOptions {
  /** Takes each test of the suite. */
  readonly register: RegisterTest;
}

/**
 * What a suite tests: something that is made for one test, can be opened more than once, and is
 * removed when the test ends.
 *
 * @typeParam T The contract under test.
 */
export interface Subject<T> extends AsyncDisposable {
  /** Opens it; a later call finds what an earlier one has left there. */
  open(): Promise<T>;
}

/** One case of a suite. */
export interface SuiteCase<T> {
  /** What is promised, beginning with a verb. */
  readonly name: string;
  /** Fails when the promise is broken. */
  run(subject: Subject<T>): Promise<void>;
}

/** Registers the cases of a suite, each with a subject of its own. */
export function registerCases<T>(
  contract: string,
  name: string,
  cases: readonly SuiteCase<T>[],
  setup: () => Promise<Subject<T>>,
  register: RegisterTest,
): void {
  for (const each of cases) {
    register(`${contract} (${name}) ${each.name}`, async () => {
      await using subject = await setup();
      await each.run(subject);
    });
  }
}
