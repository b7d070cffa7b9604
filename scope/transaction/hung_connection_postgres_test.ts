import assert from "node:assert/strict";
import net from "node:net";
import pg from "pg";
import { ManualClock } from "../../testing/manual_clock.ts";
import { transaction, withScope } from "../mod.ts";

const url = Deno.env.get("DATABASE_URL");

/** A way to the database in which connections can be made to fall silent, as by a lost route. */
interface Route extends AsyncDisposable {
  readonly port: number;
  /** Nothing goes through any more on what is connected by now. */
  cut(): void;
}

async function openRoute(): Promise<Route> {
  const { hostname, port } = new URL(url!);
  const sockets = new Set<net.Socket>();
  const keep = (socket: net.Socket) => {
    sockets.add(socket.on("error", () => {}).on("close", () => sockets.delete(socket)));
    return socket;
  };
  const server = net.createServer((near) => {
    const far = keep(net.connect(Number(port || 5432), hostname));
    keep(near).pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    cut() {
      for (const socket of sockets) socket.unpipe().resume();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

for (const end of ["commit", "rollback"]) {
  Deno.test({
    name: `transaction() (postgres) frees the place of a connection whose ${end} is not answered`,
    ignore: url === undefined,
    async fn() {
      await using route = await openRoute();
      const to = new URL(url!);
      to.host = `127.0.0.1:${route.port}`;
      const pool = new pg.Pool({ connectionString: to.href, max: 1 });
      pool.on("error", () => {});
      const clock = new ManualClock();
      const work = withScope("job", async (job) => {
        const tx = await job.acquire(transaction(pool, { releaseTimeoutMs: 20 }));
        await tx.query("select 1");
        route.cut();
        if (end === "rollback") throw new Error("out of stock");
      }, { clock });
      const rejected = assert.rejects(work, {
        name: end === "commit" ? "TimeoutError" : "ReleaseError",
      });
      while (clock.pending === 0) await new Promise((resolve) => setImmediate(resolve));
      await clock.advanceAsync(20);
      await rejected;
      const { rows } = await withScope(
        "next",
        async (next) => await (await next.acquire(transaction(pool))).query("select 2 as two"),
      );
      assert.deepEqual(rows, [{ two: 2 }]);
      await pool.end();
    },
  });
}
