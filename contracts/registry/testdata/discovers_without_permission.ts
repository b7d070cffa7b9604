/** Discovers a module that it may not read, and one that needs no permission. */
import { formatDiscovery, Registry } from "../../mod.ts";

const urls = [
  new URL("unread.ts", import.meta.url),
  "data:text/javascript,export class Push {}",
];
console.log(formatDiscovery(await new Registry().discover(urls)));
