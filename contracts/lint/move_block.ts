import { blockStatements, type ClassNode, type MemberNode } from "./class_syntax.ts";
import { contractMethod } from "./class_source.ts";

/** Whole lines of comments and the white space of the line that follows, up to the end. */
const COMMENTS = /(?:(?<=\n)[^\S\n]*(?:\/\/[^\n]*|\/\*[^]*?\*\/)[^\S\n]*\n)*[^\S\n]*$/;

/**
 * Moves a static block to the end of its class, with the comments above it. It is one change: of
 * several the linter might apply some. `undefined` if the order matters to the rest of the class.
 */
export function movedToEnd(
  { body }: ClassNode,
  index: number,
  contract: string,
  source: string,
): [range: Deno.lint.Range, text: string] | undefined {
  const block = body.body[index];
  if (block?.type !== "StaticBlock" || !marksOnly(block, source)) return undefined;
  // A static value that asks the contract needs the class to be registered before.
  const asks = (member: MemberNode) =>
    runsAtDefinition(member) && source.slice(...member.range).includes(contract);
  if (body.body.slice(index + 1).some(asks)) return undefined;
  const end = body.range[1] - 1;
  const lead = COMMENTS.exec(
    source.slice(body.body[index - 1]?.range[1] ?? body.range[0], block.range[0]),
  )![0];
  const start = block.range[0] - lead.length;
  const note = /^[^\S\n]*\/\/.*/.exec(source.slice(block.range[1], end))?.[0] ?? "";
  const below = source.slice(block.range[1] + note.length, end);
  const kept = below.trimEnd();
  const close = below.slice(kept.length);
  const space = /\n\s*\n/.test(kept) && index > 0 ? "\n\n" : "\n";
  const moved = lead + source.slice(...block.range) + note;
  return [[start, end], kept.replace(/^\s+/, indentOf(lead)) + space + moved + close];
}

/** Whether a static block does nothing but to implement contracts. */
function marksOnly(block: Deno.lint.StaticBlock, source: string): boolean {
  return blockStatements(block).every((statement) =>
    statement.type === "ExpressionStatement" && statement.expression.type === "CallExpression" &&
    contractMethod(statement.expression.callee, source)?.method === "implement"
  );
}

function runsAtDefinition(member: MemberNode): boolean {
  if (member.type === "StaticBlock") return true;
  return (member.type === "PropertyDefinition" || member.type === "AccessorProperty") &&
    member.static;
}

function indentOf(lead: string): string {
  return /^[^\S\n]*/.exec(lead)![0];
}
