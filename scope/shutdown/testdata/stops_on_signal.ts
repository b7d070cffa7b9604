import { handleSignals, withScope } from "../../mod.ts";

await withScope("app", async (app) => {
  app.defer("db", () => console.log("db released"));
  app.defer("bad", () => {
    if (Deno.args[0] === "bad") throw new Error("bad release");
  });
  handleSignals(app, { graceMs: 5_000 });
  const aborted = new Promise((resolve) => app.signal.addEventListener("abort", resolve));
  // A listener for signals does not keep a program alive; its own work does.
  const work = setInterval(() => {}, 60_000);
  console.log("ready");
  await aborted;
  clearInterval(work);
  console.log("drained");
  app.signal.throwIfAborted();
});
