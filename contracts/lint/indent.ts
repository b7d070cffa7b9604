/** The white space in front of the line that holds a place. */
export function indentAt(place: number, source: string): string {
  const line = source.lastIndexOf("\n", place - 1) + 1;
  return /^[^\S\n]*/.exec(source.slice(line, place))![0];
}

/** What a line is moved by in a block: a tab where tabs are used, two spaces otherwise. */
export function stepOf(indent: string): string {
  return indent.startsWith("\t") ? "\t" : "  ";
}
