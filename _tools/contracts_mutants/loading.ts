import type { Mutant } from "../mutants.ts";

const LAZY_CLASS = "contracts/registry/lazy_class.ts";
const DISCOVER = "contracts/registry/discover.ts";
const MODULE_VISITS = "contracts/registry/module_visits.ts";
const UNTIL_ABORTED = "contracts/registry/until_aborted.ts";
const EXPORTED_CLASSES = "contracts/registry/exported_classes.ts";

/** What goes wrong while modules are discovered and loaded. */
export const LOADING: readonly Mutant[] = [
  {
    file: LAZY_CLASS,
    from: "      this.#loading = undefined;\n",
    to: "",
    breaks: "what has failed to load is never tried again",
  },
  {
    file: LAZY_CLASS,
    from: "this.#loading ??= this.#run()",
    to: "this.#loading = this.#run()",
    breaks: "a module is loaded for each who asks",
  },
  {
    file: LAZY_CLASS,
    from: "classes.length !== 1 || constructor === undefined",
    to: "constructor === undefined",
    breaks: "the first of several classes is taken",
  },
  {
    file: LAZY_CLASS,
    from: "entry.loaded && serial > since && this.#isKept(entry)",
    to: "false",
    breaks: "a class of a module that fails stays",
  },
  {
    file: LAZY_CLASS,
    from: "(promised.version === undefined || version === promised.version)",
    to: "true",
    breaks: "a class of another version keeps the promise",
  },
  {
    file: LAZY_CLASS,
    from: "    if (found !== undefined) this.#checkCapabilities(found);\n",
    to: "",
    breaks: "a class without the promised capabilities keeps the promise",
  },
  {
    file: LAZY_CLASS,
    from:
      '    if (this.#host.isClosed) throw disposedError("load a class", this.#entry.contract);\n',
    to: "",
    breaks: "a class is loaded into a registry that is disposed",
  },
  {
    file: LAZY_CLASS,
    from: "if (!this.#settle(constructor)) throw removedError(this.#entry);",
    to: "this.#settle(constructor);",
    breaks: "an entry that was removed brings its class",
  },
  {
    file: LAZY_CLASS,
    from:
      "if (own.length > 0 && kept.length === 0) throw mismatchError(this.#entry, [], own[0]!.entry);",
    to: "",
    breaks: "a class that registers itself under another name keeps the promise",
  },
  {
    file: LAZY_CLASS,
    from: "own.length > 0 || serial > since",
    to: "true",
    breaks: "a class that stood there before is taken for the promised one",
  },
  {
    file: DISCOVER,
    from: "        host.revoke((item) => visits.hasLeft(visit, item));\n",
    to: "",
    breaks: "what a broken module has registered stays",
  },
  {
    file: DISCOVER,
    from: "      if (signal?.aborted) return;\n",
    to: "",
    breaks: "modules are imported after the abort",
  },
  {
    file: DISCOVER,
    from: "Math.min(concurrency, visits.all.length)",
    to: "visits.all.length",
    breaks: "all modules are imported at the same time",
  },
  {
    file: DISCOVER,
    from: "  await outcome;\n",
    to: "",
    breaks: "nobody waits for onModule",
  },
  {
    file: DISCOVER,
    from: "[...new Set([...urls].map(readUrl))]",
    to: "[...urls].map(readUrl)",
    breaks: "an address that is named twice is visited twice",
  },
  {
    file: DISCOVER,
    from: "visit.failure !== undefined || module === undefined",
    to: "module === undefined",
    breaks: "a module that onModule refuses is found too",
  },
  {
    file: DISCOVER,
    from: "importing.until = host.serial;",
    to: "importing.until = Infinity;",
    breaks: "what is registered later is that of a module that was imported before",
  },
  {
    file: MODULE_VISITS,
    from: "    if (visit.module !== undefined && item.serial <= this.#start) return false;\n",
    to: "",
    breaks: "what stood there before goes with a module that fails",
  },
  {
    file: MODULE_VISITS,
    from: '(author === "several" || item.entry.site === undefined) && this.#wasAlone(visit, item)',
    to: "this.#wasAlone(visit, item)",
    breaks: "what a module imported goes with it",
  },
  {
    file: MODULE_VISITS,
    from: 'this.#byFile.has(file) ? "several" : visit',
    to: "visit",
    breaks: "of two addresses of one file the last has registered everything",
  },
  {
    file: MODULE_VISITS,
    from: "span.since < serial",
    to: "span.since <= serial",
    breaks: "what came before a module is its own",
  },
  {
    file: MODULE_VISITS,
    from: "every((other) => other === visit || !isWithin(other.importing, item))",
    to: "every(() => true)",
    breaks: "what came while two modules were imported belongs to both",
  },
  {
    file: UNTIL_ABORTED,
    from: "  signal.throwIfAborted();\n",
    to: "",
    breaks: "something is begun after the abort",
  },
  {
    file: UNTIL_ABORTED,
    from: '    signal.removeEventListener("abort", abort);\n',
    to: "",
    breaks: "a listener stays on the signal",
  },
  {
    file: EXPORTED_CLASSES,
    from: ".filter((each) => /^(class|@)/.test(String(each)))",
    to: "",
    breaks: "a function that is exported passes for a class",
  },
];
