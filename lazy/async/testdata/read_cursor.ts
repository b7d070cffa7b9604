import { AsyncSeq, type AsyncSeqSource } from "../../async_seq.ts";
import type { Cursor } from "../../engine/cursor.ts";
import { Plan } from "../../plan/plan.ts";
import { createSource, reusableSource } from "../../sources/source.ts";
import { asyncMode } from "../../engine/mode.ts";
import { type Feed, openFeed } from "../feed.ts";

/** A sequence that reads a cursor, as the engine does behind a boundary. */
export function readCursor<T>(open: () => Cursor): AsyncSeq<T> {
  return new AsyncSeq<T>(Plan.from(reusableSource(open)) as unknown as AsyncSeqSource<T>);
}

/** A run over whatever an async sequence can read. */
export function feedOf<T>(source: AsyncSeqSource<T>): Feed {
  return openFeed(Plan.from(createSource(source, asyncMode)));
}
