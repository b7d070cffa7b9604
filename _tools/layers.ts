/**
 * Who may import whom, who may touch the platform, and how long a file may be: data, with a reason
 * for each line. The lint plugin, the architecture check, the length check and the drawing in
 * ARCHITECTURE.md all read this file and nothing else.
 *
 * @module
 */

/** A folder and what its files may import besides each other. */
export interface Layer {
  /** Path of the folder, or `.` for the files at the root. */
  readonly folder: string;
  /** What it holds, in a few words. */
  readonly holds: string;
  /** Folder or file that may be imported, or `entries` for every public entry, and the reason. */
  readonly imports: Readonly<Record<string, string>>;
}

/** A folder of implementations beside the file that states what they promise. */
function seam(
  module: string,
  folder: string,
  contract: string,
  words: Readonly<Record<string, string>> = {},
): Layer {
  return {
    folder: `${module}/${folder}`,
    holds: `what keeps the promise of ${module}/${contract}`,
    imports: {
      [`${module}/${contract}`]: "the promise it keeps",
      [`${module}/errors.ts`]: "the errors that the promise names",
      "_internal": "option errors and the clock",
      ...words,
    },
  };
}

/** The published files. A seam may be imported by the module it belongs to. */
export const LIBRARY: readonly Layer[] = [
  { folder: "_internal", holds: "leaf helpers that two modules or more use", imports: {} },
  {
    folder: "lazy",
    holds: "collections that compute on demand",
    imports: { "_internal": "option errors" },
  },
  {
    folder: "contracts",
    holds: "what a class must look like",
    imports: { "_internal": "option errors" },
  },
  { folder: "contracts/lint", holds: "the rules of the lint plugin, on syntax alone", imports: {} },
  {
    folder: "scope",
    holds: "who holds which resource, and how it is released",
    imports: { "_internal": "option errors and the clock" },
  },
  {
    folder: "streams",
    holds: "webhook to database and message queue",
    imports: { "_internal": "option errors and the clock" },
  },
  seam("streams", "inboxes", "inbox.ts", {
    "streams/delivery.ts": "what an inbox keeps",
    "streams/_check_delivery.ts": "the rule of what an inbox takes, which the receiver knows too",
  }),
  seam("streams", "stores", "store.ts", {
    "streams/table.ts": "the shape of the rows it writes",
    "streams/sql.ts": "the smallest client it asks for",
    "streams/_sqlite.ts": "what store and queue on SQLite have in common",
  }),
  seam("streams", "queues", "queue.ts", {
    "streams/store.ts": "the message of an outbox",
    "streams/amqp_connection.ts": "the smallest connection it asks for",
    "streams/_sqlite.ts": "what store and queue on SQLite have in common",
  }),
  {
    folder: "scheduler",
    holds: "tasks over workers",
    imports: { "_internal": "option errors and the clock" },
  },
  seam("scheduler", "executors", "executor.ts"),
  {
    folder: "testing",
    holds: "the public test kit; no library file imports it",
    imports: {
      "_internal": "option errors and the clock",
      "entries": "a suite tests what a user can see",
    },
  },
  { folder: ".", holds: "the root entry", imports: { "entries": "it names the five modules" } },
];

/** Folders that are not published: they import the package by name, as a user would. */
export const OUTSIDE: Readonly<Record<string, string>> = {
  "demo": "the program in which the modules meet",
  "examples": "one runnable file per reader's question",
  "bench": "comparisons with rivals and limits",
  "interop": "real servers and other runtimes",
  "docs": "guides whose code blocks run as tests",
};

/** Our own checks: they import each other and nothing of the library. */
export const TOOLS = "_tools";

/** Files of the library that may touch `Deno.*`, import a `node:` module or a computed one. */
export interface PlatformFile {
  /** Path; `*` stands for part of a name, `**` for any path. */
  readonly files: string;
  /** What they may touch: `Deno`, a module such as `node:async_hooks`, `import()` of any name. */
  readonly may: readonly string[];
  /** Why it cannot be done with what every runtime has. */
  readonly reason: string;
}

/** The allow-list of the `portable` rule. */
export const PLATFORM: readonly PlatformFile[] = [
  {
    files: "contracts/lint**",
    may: ["Deno"],
    reason: "the types of the linter, which only Deno has; nothing of it is there at run time",
  },
  {
    files: "contracts/base/_import_again.ts",
    may: ["import()"],
    reason: "a module that extends a hooked base is asked again for what it exports",
  },
  {
    files: "contracts/registry/_import_module.ts",
    may: ["import()"],
    reason: "plugins are named by their URLs",
  },
  {
    files: "scope/shutdown/_process_signals.ts",
    may: ["Deno", "node:os", "node:process"],
    reason: "only the runtime has the signals of the process and their numbers",
  },
  {
    files: "scope/engine/current_store.ts",
    may: ["node:async_hooks"],
    reason: "the current scope follows code across awaits",
  },
  {
    files: "streams/inboxes/_log_files.ts",
    may: ["Deno"],
    reason: "the log appends to files and syncs them",
  },
  {
    files: "streams/inboxes/_log_record.ts",
    may: ["node:zlib"],
    reason: "a checksum per record, at native speed",
  },
  {
    files: "streams/*/*sqlite*.ts",
    may: ["node:sqlite"],
    reason: "the database that comes with Deno and Node",
  },
  {
    files: "streams/stores/_postgres_values.ts",
    may: ["node:buffer"],
    reason: "drivers take bytes as Buffer",
  },
  {
    files: "streams/queues/amqp_queue.ts",
    may: ["node:buffer"],
    reason: "drivers take bytes as Buffer",
  },
  {
    files: "scheduler/executors/inline.ts",
    may: ["import()"],
    reason: "the module of a task is named by its URL",
  },
  {
    files: "scheduler/executors/worker_host.ts",
    may: ["import()"],
    reason: "the module of a task is named by its URL",
  },
];

/** Length limits in code lines (no comments, no blanks), and the exceptions with their reason. */
export const LENGTHS = {
  /** Longest source file. */
  file: 250,
  /** Longest function. */
  function: 50,
  /** Longest test file, in raw lines. */
  testFile: 400,
  /** What the median and the ninetieth percentile should stay under; reported, not enforced. */
  tendency: { median: 40, p90: 120 },
  /** Path to its own limit. */
  exceptions: {} as Readonly<Record<string, { readonly limit: number; readonly reason: string }>>,
};

/**
 * Tests that may be ignored where a missing server is a failure, and why: `path: name` to a reason.
 * Any other ignored test fails such a run.
 */
export const IGNORED: Readonly<Record<string, string>> = {};

/** The layer a library file belongs to: the longest folder that holds it. */
export function layerOf(path: string): Layer | undefined {
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
  return LIBRARY.filter((layer) => folder === layer.folder || folder.startsWith(layer.folder + "/"))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** Whether a file is published with the package, going by its path. */
export function isLibraryFile(path: string): boolean {
  if (!path.endsWith(".ts") || /_(test|bench)\.ts$|(^|\/)testdata\//.test(path)) return false;
  return path.includes("/") ? layerOf(path) !== undefined : path === "mod.ts";
}

/** Whether `PLATFORM` lets a file touch `what`: `Deno`, a `node:` module or `import()`. */
export function mayTouch(path: string, what: string): boolean {
  return PLATFORM.some(({ files, may }) => may.includes(what) && matches(path, files));
}

/** Whether a path fits a pattern of `PLATFORM`. */
export function matches(path: string, glob: string): boolean {
  const source = glob.replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*|\*/g, (stars) => stars === "**" ? ".*" : "[^/]*");
  return new RegExp(`^${source}$`).test(path);
}
