import { formatDuration } from "./_format_duration.ts";
import { moreOf, notesOf } from "./_format_tree.ts";
import { oneLine } from "./_one_line.ts";
import type { ResourceSnapshot, ScopeSnapshot } from "./scope_snapshot.ts";

/** What is drawn alike: well, at work, over, or in need of a look. */
const CLASSES: Readonly<Record<string, string>> = {
  active: "stroke:#2f6f4f,stroke-width:2px",
  busy: "stroke:#946200,stroke-width:2px,stroke-dasharray:5 3",
  over: "stroke:#8a8a8a,color:#8a8a8a",
  bad: "stroke:#b3261e,stroke-width:3px",
};

const CLASS_OF: Readonly<Record<ScopeSnapshot["state"] | ResourceSnapshot["state"], string>> = {
  open: "active",
  held: "active",
  acquiring: "busy",
  closing: "busy",
  releasing: "busy",
  closed: "over",
  released: "over",
  moved: "over",
  late: "bad",
  failed: "bad",
  abandoned: "bad",
};

/** All but letters, figures and the few signs that mean nothing to Mermaid, Markdown and HTML. */
const SPECIAL = /[^\p{L}\p{M}\p{N} ,/]/gu;
/** `$$` and `fa:fa-` are looked for when the characters are back: a space of no width parts them. */
const LATE = "$:";

/**
 * Draws a snapshot as a Mermaid flowchart: scopes with round corners, resources with square ones,
 * their state by class. Resources come in the order of arrival, then children.
 */
export function formatMermaid(root: ScopeSnapshot): string {
  const lines = ["flowchart LR"];
  const members = new Map<string, string[]>();
  let count = 0;
  const add = (above: string | undefined, label: string, [open, close]: string, group = "over") => {
    const id = `n${count++}`;
    lines.push(`  ${id}${open}"${label}"${close}`);
    if (above !== undefined) lines.push(`  ${above} --> ${id}`);
    const same = members.get(group);
    if (same === undefined) members.set(group, [id]);
    else same.push(id);
    return id;
  };
  const stack: { readonly scope: ScopeSnapshot; readonly above: string | undefined }[] = [
    { scope: root, above: undefined },
  ];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { scope, above } = item;
    const id = add(above, scopeLabel(scope), "()", groupOf(scope));
    const { moreResources = 0, moreChildren = 0 } = scope;
    if (moreResources > 0) add(id, moreOf(moreResources, "resource"), "[]");
    for (const resource of scope.resources) {
      add(id, resourceLabel(resource), "[]", CLASS_OF[resource.state]);
    }
    if (moreChildren > 0) add(id, moreOf(moreChildren, "scope"), "()");
    for (const child of scope.children.toReversed()) stack.push({ scope: child, above: id });
  }
  for (const [name, style] of Object.entries(CLASSES)) {
    const ids = members.get(name);
    if (ids !== undefined) lines.push(`  classDef ${name} ${style}`, `  class ${ids} ${name}`);
  }
  return lines.join("\n");
}

function groupOf({ exit, failedReleases, state }: ScopeSnapshot): string {
  return exit === "failure" || failedReleases !== undefined ? "bad" : CLASS_OF[state];
}

function scopeLabel(scope: ScopeSnapshot): string {
  const times = [duration("open", scope.openMs), duration("close", scope.closeMs)];
  return label(scope.path ?? scope.name, [scope.state, ...times], notesOf(scope));
}

function resourceLabel(resource: ResourceSnapshot): string {
  const { name, state, acquireMs, heldMs, releaseMs, note } = resource;
  const times = [
    duration("acquire", acquireMs),
    duration("held", heldMs),
    duration("release", releaseMs),
  ];
  return label(name, [state, ...times], note === undefined ? [] : [note]);
}

function label(name: string, facts: readonly string[], notes: readonly string[]): string {
  const known = facts.filter((fact) => fact !== "").join(", ");
  return [escape(name), known, ...notes.map(escape)].join("<br/>");
}

function duration(what: string, ms: number | undefined): string {
  return ms === undefined ? "" : `${what} ${formatDuration(ms)}`;
}

/** What could mean something becomes the number of its character. */
function escape(text: string): string {
  return oneLine(text.toWellFormed()).trim().replace(SPECIAL, (character) => {
    const code = `#${character.codePointAt(0)};`;
    return LATE.includes(character) ? `${code}#8203;` : code;
  });
}
