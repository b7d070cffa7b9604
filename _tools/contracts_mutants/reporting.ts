import type { Mutant } from "../mutants.ts";

const REPORT = "contracts/report/report.ts";
const PREVIEW = "contracts/report/preview.ts";
const CALL_SITE = "contracts/report/call_site.ts";
const ERRORS = "contracts/errors.ts";
const VIOLATION = "contracts/violation.ts";

/** What goes wrong in messages. */
export const REPORTING: readonly Mutant[] = [
  {
    file: REPORT,
    from: "violations.length + countedOnly(violations)",
    to: "violations.length",
    breaks: "the headline forgets what is only counted",
  },
  {
    file: REPORT,
    from: "const listed = violations.slice(0, MAX_LISTED);",
    to: "const listed = violations.slice();",
    breaks: "a message lists everything",
  },
  {
    file: REPORT,
    from: "saysSame(hint, listed[index - 1]?.hint)",
    to: "false",
    breaks: "the same hint stands under each of many lines",
  },
  {
    file: REPORT,
    from: 'const general = (text: string) => text.replace(/\\[\\d+\\]/g, "[]");',
    to: "const general = (text: string) => text;",
    breaks: "the same hint stands under each item of a list",
  },
  {
    file: REPORT,
    from: 'const line = text.replace(/\\s+/g, " ");',
    to: "const line = text;",
    breaks: "a text of several lines breaks a message",
  },
  {
    file: REPORT,
    from: "label.length + asked.length + found.length < MAX_LINE - 3",
    to: "true",
    breaks: "lines are as long as they get",
  },
  {
    file: REPORT,
    from: "padStart(digits)",
    to: "padStart(0)",
    breaks: "numbers of one digit are not lined up with those of two",
  },
  {
    file: REPORT,
    from: 'const beyond = counted === 0 ? "" : `, ${counted} are only counted`;',
    to: 'const beyond = "";',
    breaks: "a message does not tell what is only counted",
  },
  {
    file: REPORT,
    from: "    caller && `  caller    ${formatSite(caller)}`,\n",
    to: "",
    breaks: "a message does not tell who called",
  },
  {
    file: REPORT,
    from: "return `${isStatic}${className}.${name}`;",
    to: "return `${className}.${isStatic}${name}`;",
    breaks: "a message names a static member the wrong way round",
  },
  {
    file: REPORT,
    from: 'labels.slice(0, -1).join(", ")} and ${labels.at(-1)}`',
    to: 'labels.join(", ")}`',
    breaks: "contracts are listed without an and",
  },
  {
    file: PREVIEW,
    from: 'return "an object that cannot be shown";',
    to: 'throw new Error("an object that cannot be shown");',
    breaks: "what cannot be shown replaces the error",
  },
  {
    file: PREVIEW,
    from: 'own !== undefined && own.get !== undefined ? "(getter)" : leaf(own?.value, 24)',
    to: "leaf(Reflect.get(value, key), 24)",
    breaks: "showing a value runs its code",
  },
  {
    file: PREVIEW,
    from: "cut = room < 0 || shown.length === MAX_ENTRIES;",
    to: "cut = shown.length === MAX_ENTRIES;",
    breaks: "five long entries are shown in full",
  },
  {
    file: PREVIEW,
    from: "cut = room < 0 || shown.length === MAX_ENTRIES;",
    to: "cut = room < 0;",
    breaks: "more than five entries are shown",
  },
  {
    file: PREVIEW,
    from:
      '  if (value instanceof Date && Number.isNaN(value.getTime())) return "an invalid Date";\n',
    to: "",
    breaks: "a date without a time cannot be shown",
  },
  {
    file: PREVIEW,
    from: "return line.replace(UNSEEN, (unseen) => {",
    to: "return line.replace(/$^/, (unseen) => {",
    breaks: "a value can turn a message around",
  },
  {
    file: PREVIEW,
    from: "text.length > limit ? `${text.slice(0, limit - 1)}…` : text",
    to: "text",
    breaks: "a long text is shown in full",
  },
  {
    file: CALL_SITE,
    from: ' || match[1]!.startsWith("ext:")',
    to: "",
    breaks: "the platform passes for a caller",
  },
  {
    file: CALL_SITE,
    from: '  if (file.startsWith("data:")) return `data:…${at}`;\n',
    to: "",
    breaks: "the place in a module without a file is its whole text",
  },
  {
    file: CALL_SITE,
    from: "(?:[^/]+\\/(?=(?:mod|index)\\.\\w+$))?",
    to: "",
    breaks: "one of many mod.ts is named without its folder",
  },
  {
    file: ERRORS,
    from: "path: Object.freeze([...violation.path])",
    to: "path: violation.path",
    breaks: "the paths of an error can be changed",
  },
  {
    file: ERRORS,
    from: 'typeof key === "symbol" ? String(key) : key',
    to: "key",
    breaks: "symbols get lost when an error is written as JSON",
  },
  {
    file: ERRORS,
    from: "{ ...(this.#site && { caller: this.#site }), ...sites,",
    to: "{ ...sites,",
    breaks: "an error does not know its caller",
  },
  {
    file: ERRORS,
    from: "    void this.message;\n    const { sites, contracts }",
    to: "    const { sites, contracts }",
    breaks: "the places of an error are not known before its message is read",
  },
  {
    file: ERRORS,
    from: "    this.stack = `${this.name}: ${message}${frames}`;\n",
    to: "",
    breaks: "the stack of an error does not tell what is wrong",
  },
  {
    file: ERRORS,
    from: 'caller !== "above" ? caller?.() : canTell ? parseSite(frames) : undefined',
    to: 'caller !== "above" ? caller?.() : undefined',
    breaks: "an error does not find its caller in its stack",
  },
  {
    file: ERRORS,
    from: "...settled(violation), path",
    to: "...violation, path",
    breaks: "hints are not written down",
  },
  {
    file: ERRORS,
    from: "return this.#report.contracts.map(({ label }) => label);",
    to: "return [this.contract];",
    breaks: "an error knows one contract only",
  },
  {
    file: VIOLATION,
    from: 'typeof key === "number" || /^\\d+$/.test(key)',
    to: 'typeof key === "number"',
    breaks: "indexes that are text are written like names",
  },
  {
    file: VIOLATION,
    from: "    if (depth === 0) return String(key);\n",
    to: "",
    breaks: "the name of a parameter is written like a property",
  },
];
