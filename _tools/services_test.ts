import assert from "node:assert/strict";
import { findServer, type Service, SERVICES } from "./services.ts";
import type { ReadyServer } from "./start_servers.ts";

const ours: ReadyServer = { url: "ours:", [Symbol.asyncDispose]: () => Promise.resolve() };

function service(answers: boolean, started?: ReadyServer): Service {
  return {
    name: "One",
    variable: "ONE_URL",
    defaultUrl: "default:",
    answers: () => Promise.resolve(answers),
    start: () => Promise.resolve(started),
  };
}

Deno.test("findServer() takes the variable, then the default address, then a private server", async () => {
  assert.equal((await findServer(service(true, ours), "set:"))?.url, "set:");
  assert.equal((await findServer(service(true, ours), undefined))?.url, "default:");
  assert.equal((await findServer(service(true, ours), ""))?.url, "default:");
  assert.equal(await findServer(service(false, ours), undefined), ours);
  assert.equal(await findServer(service(false), undefined), undefined);
});

for (const { name, answers, start, defaultUrl } of SERVICES) {
  Deno.test(`Service (${name}) starts a private server, logs in, and stops it`, async () => {
    await using server = await start(answers);
    if (server === undefined) return; // not installed: there is nothing to start
    assert.notEqual(server.url, defaultUrl);
    assert.equal(await answers(server.url), true);
    await server[Symbol.asyncDispose]();
    assert.equal(await answers(server.url), false);
  });
}
