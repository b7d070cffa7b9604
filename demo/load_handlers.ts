import type { Discovery } from "@weir/std/contracts";
import { pathToFileURL } from "node:url";
import { EventHandler } from "./event_handler.ts";

/**
 * Imports every module of the demo's folder of handlers, and of another one. Importing one defines
 * its class, and defining it registers it: nothing else names them. A module that breaks the
 * contract is refused and named; the others are not concerned.
 *
 * @param more Path of the other folder.
 */
export async function loadHandlers(more?: string): Promise<Discovery> {
  const urls = await modulesOf(new URL("./handlers/", import.meta.url));
  if (more !== undefined) urls.push(...await modulesOf(pathToFileURL(`${more}/`)));
  return await EventHandler.discover(urls);
}

async function modulesOf(folder: URL): Promise<URL[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) if (name.endsWith(".ts")) names.push(name);
  return names.sort().map((name) => new URL(name, folder));
}

/** Says which handlers there are, and which were refused and why. */
export function formatHandlers({ found, failed }: Discovery): string {
  const entries = found.flatMap((module) => module.entries);
  const events = new Set(entries.flatMap(({ capabilities }) => capabilities));
  const lines = [
    `${entries.length} handlers for ${events.size} events, from ${found.length} modules`,
  ];
  for (const { url, error } of failed) {
    lines.push(`REFUSED ${url.slice(url.lastIndexOf("/") + 1)}: ${error}`);
  }
  return lines.join("\n");
}
