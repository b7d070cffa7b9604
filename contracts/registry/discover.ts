import {
  checkFunction,
  checkInteger,
  checkKeys,
  optionMessage,
} from "../../_internal/check_option.ts";
import { importModule } from "./_import_module.ts";
import type { Discovery, FoundModule, LoadedModule } from "./discovery.ts";
import { type ModuleVisit, ModuleVisits } from "./module_visits.ts";
import type { RegistryHost } from "./registry_host.ts";
import { untilAborted } from "./until_aborted.ts";

/** Options of `Registry.discover()`. */
export interface DiscoverOptions {
  /**
   * Called with each module after it was imported, to register what does not register itself; a
   * promise is awaited. If it throws, the module has failed.
   *
   * @default {undefined}
   */
  readonly onModule?: (module: LoadedModule, url: string) => unknown;
  /** How many modules are imported at a time. @default {8} */
  readonly concurrency?: number;
  /** Stops the waiting, and imports no more modules. @default {undefined} */
  readonly signal?: AbortSignal;
}

const ACTION = "discover classes";

/** Imports modules, and attributes to each what it has registered. */
export async function discoverModules(
  urls: Iterable<string | URL>,
  options: DiscoverOptions,
  host: RegistryHost,
): Promise<Discovery> {
  checkKeys(ACTION, options, ["onModule", "concurrency", "signal"]);
  const { onModule, concurrency = 8, signal } = options;
  if (onModule !== undefined) checkFunction(ACTION, "onModule", onModule);
  checkInteger(ACTION, "concurrency", concurrency, 1);
  const visits = new ModuleVisits(readUrls(urls), host.serial);
  await untilAborted(() => visitAll(visits, options, host), signal);

  const items = host.standing();
  const found: FoundModule[] = [];
  for (const visit of visits.all) {
    const { url, module } = visit;
    if (visit.failure !== undefined || module === undefined) continue;
    const own = items.filter((item) => visits.hasRegistered(visit, item));
    found.push({ url, entries: own.map(({ entry }) => entry), module });
  }
  const failed = visits.all.flatMap(({ url, failure }) =>
    failure === undefined ? [] : [{ url, error: failure.error }]
  );
  return { found, failed };
}

async function visitAll(
  visits: ModuleVisits,
  { onModule, concurrency = 8, signal }: DiscoverOptions,
  host: RegistryHost,
): Promise<void> {
  const waiting = visits.all.values();
  const work = async () => {
    for (const visit of waiting) {
      if (signal?.aborted) return;
      await visitModule(visit, onModule, host).catch((error: unknown) => {
        visit.failure = { error };
        host.revoke((item) => visits.hasLeft(visit, item));
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, visits.all.length) }, work));
}

async function visitModule(
  visit: ModuleVisit,
  onModule: DiscoverOptions["onModule"],
  host: RegistryHost,
): Promise<void> {
  const importing = visit.importing = { since: host.serial, until: Infinity };
  try {
    visit.module = await importModule(visit.url);
  } finally {
    importing.until = host.serial;
  }
  if (onModule === undefined) return;
  const adopting = visit.adopting = { since: host.serial, until: host.serial };
  let outcome: unknown;
  try {
    outcome = onModule(visit.module, visit.url);
  } finally {
    adopting.until = host.serial;
  }
  await outcome;
}

function readUrls(urls: Iterable<string | URL>): string[] {
  const isIterable = typeof urls === "object" && urls !== null && Symbol.iterator in urls;
  if (isIterable) return [...new Set([...urls].map(readUrl))];
  throw new TypeError(optionMessage(ACTION, "urls", "an iterable of absolute addresses", urls));
}

/** A relative address would be looked for beside this file. */
function readUrl(url: string | URL): string {
  if (url instanceof URL) return url.href;
  if (typeof url !== "string") {
    throw new TypeError(optionMessage(ACTION, "urls", "absolute addresses", url));
  }
  if (URL.canParse(url)) return new URL(url).href;
  throw new TypeError(
    `Cannot ${ACTION} as "${url}" is not an absolute address: ` +
      `pass new URL("${url}", import.meta.url) or import.meta.resolve("${url}")`,
  );
}
