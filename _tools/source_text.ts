/** Keywords after which a slash begins a regular expression and no division. */
const BEFORE_REGEXP =
  /(?:^|[([{},;:=!&|?+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void))\s*$/;
const REGEXP =
  /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])*\//y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const QUOTED = /"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/y;
const TEMPLATE_CHUNK = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{|$)/y;

/** A comment of a source text. */
export interface Comment {
  /** The comment with its marks. */
  readonly text: string;
  /** Line on which it begins, from 1. */
  readonly line: number;
}

/** A source text taken apart. */
export interface SplitSource {
  /** The text with every comment blanked; line breaks stay. */
  readonly code: string;
  /** The comments in order. */
  readonly comments: readonly Comment[];
}

/**
 * Takes the comments out of TypeScript. It knows strings, templates and regular expressions, not the
 * grammar: enough for counting lines and finding imports, without a parser.
 */
export function splitComments(source: string): SplitSource {
  const comments: Comment[] = [];
  const templateDepths: number[] = [];
  let code = "";
  let braces = 0;
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const takeTemplate = (): void => {
    const chunk = take(TEMPLATE_CHUNK)!;
    code += chunk;
    at += chunk.length;
    if (chunk.endsWith("${")) templateDepths.push(braces++);
  };
  while (at < source.length) {
    const comment = take(COMMENT);
    if (comment !== undefined) {
      comments.push({ text: comment, line: lineAt(source, at) });
      code += comment.replace(/[^\n]/g, " ");
      at += comment.length;
      continue;
    }
    const whole = take(QUOTED) ?? (BEFORE_REGEXP.test(code.slice(-40)) ? take(REGEXP) : undefined);
    const text = whole ?? source[at]!;
    code += text;
    at += text.length;
    if (text === "{") braces++;
    else if (text === "}" && --braces === templateDepths.at(-1)) {
      templateDepths.pop();
      takeTemplate();
    } else if (text === "`") takeTemplate();
  }
  return { code, comments };
}

/** Counts the lines that hold code: no comments, no blanks. */
export function countCodeLines(source: string): number {
  return splitComments(source).code.split("\n").filter((line) => line.trim() !== "").length;
}

/** Line number, from 1, of an offset. */
export function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let i = source.indexOf("\n"); i !== -1 && i < offset; i = source.indexOf("\n", i + 1)) {
    line++;
  }
  return line;
}

/** A fenced code block that `deno test --doc` would run. */
export interface Fence {
  /** The code between the fences. */
  readonly code: string;
  /** Line of its first line of code, from 1. */
  readonly line: number;
}

/**
 * A fence opens wherever its mark and its language stand, after the text of a list item too; without
 * a language it opens nothing, so one that was only mentioned does not turn the rest inside out.
 */
const FENCE =
  /(`{3,}|~{3,})[ \t]*(?:[mc]?[jt]sx?|typescript|javascript)(?![\w-])([^\n`]*)\n([\s\S]*?)(?:^[ \t>*]*\1|$(?![\s\S]))/gim;

/** Finds the TypeScript and JavaScript fences without `ignore` in Markdown or in a doc comment. */
export function findFences(markdown: string, firstLine = 1): Fence[] {
  const fences: Fence[] = [];
  for (const match of markdown.matchAll(FENCE)) {
    if (match[2]!.split(/[\s,]+/).includes("ignore")) continue;
    const code = match[3]!.replace(/^[ \t]*\*[ ]?/gm, "");
    fences.push({ code, line: firstLine + lineAt(markdown, match.index) });
  }
  return fences;
}
