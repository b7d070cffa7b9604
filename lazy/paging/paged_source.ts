import { closeAll, closeInTurn } from "../engine/closing.ts";
import type { Cursor } from "../engine/cursor.ts";
import type { Mode } from "../engine/mode.ts";
import type { Plan } from "../plan/plan.ts";
import type { Origin, Source } from "../sources/source.ts";
import { checkState, MOST_SKIPPED } from "./check_state.ts";
import { type PagedPlan, pagedPlan } from "./paged_plan.ts";
import { openRun } from "./open_run.ts";
import type { PageSettings } from "./pages_options.ts";
import { type Paging, PagingCursor } from "./paging_cursor.ts";
import { foreign, impossible } from "./refusal.ts";
import { ResumableRun } from "./resumable_run.ts";
import { parseToken, type Token, writeToken } from "./token.ts";

/** The pages of a plan as a source: each pass runs the plan from where it is to go on. */
export class PagedSource implements Source {
  /** What is paged. */
  readonly plan: Plan;
  /** Size and options. */
  readonly settings: PageSettings;
  readonly origin: Origin;
  readonly #mode: Mode;
  readonly #plan: PagedPlan;
  readonly #from: Token | undefined;

  /**
   * @param from Where to go on; by default what the settings say.
   * @throws {CursorError} If the cursor to go on after is of no use.
   */
  constructor(plan: Plan, mode: Mode, settings: PageSettings, from?: Token) {
    this.plan = plan;
    this.settings = settings;
    this.#plan = pagedPlan(plan, mode);
    this.origin = { kind: "pages", note: settings.size, kept: settings.size, befores: [plan] };
    this.#mode = mode;
    this.#from = from ?? this.#read();
  }

  open(): Cursor {
    return new PagingCursor(this.#paging());
  }

  close(reason?: unknown): unknown {
    const sources = this.plan.sources();
    return this.#mode.isAsync ? closeInTurn(sources, reason) : closeAll(sources, reason);
  }

  discard(reason?: unknown): unknown {
    return openRun(this.#plan.program, this.#mode).run.close(reason);
  }

  #paging(): Paging {
    const { size, lookahead } = this.settings;
    const from = this.#from;
    const mode = this.#mode;
    const seeking = this.#plan.resumeClass === "seek"
      ? new ResumableRun(this.#plan.program, mode, from?.state)
      : undefined;
    return {
      run: seeking?.run ?? openRun(this.#plan.program, mode).run,
      isAsync: mode.isAsync,
      size,
      lookahead,
      skipped: from === undefined || from.state !== undefined ? 0 : from.start,
      start: from?.start ?? 0,
      number: pagesBefore(from, size),
      save: () => seeking?.save(),
      makeCursor: (start, number, state) => {
        const token = { plan: this.#plan.fingerprint, start, number, size, state };
        return this.settings.codec.encode(writeToken(token));
      },
    };
  }

  #read(): Token | undefined {
    const { after, codec } = this.settings;
    if (after === undefined) return undefined;
    const token = parseToken(codec.decode(after), after);
    if (token.plan !== this.#plan.fingerprint) throw foreign();
    const { start, number, size, state } = token;
    if (start === 0 || number > 0 && number * size !== start) throw impossible();
    if (state === undefined ? start > MOST_SKIPPED : this.#plan.resumeClass !== "seek") {
      throw impossible();
    }
    if (state !== undefined) {
      checkState(this.#plan.operators, this.plan.source.kind, state, start);
    }
    return token;
  }
}

/** Pages are counted as long as they are of one size. */
function pagesBefore(from: Token | undefined, size: number): number | undefined {
  if (from === undefined || from.start === 0) return 0;
  return from.size === size && from.number > 0 ? from.number : undefined;
}
