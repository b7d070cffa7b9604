import * as t from "../rivals/io_ts.ts";

const parameters = t.tuple([t.type({ id: t.string }), t.Int]);

function save(...args: readonly unknown[]): unknown {
  const decoded = parameters.decode(args);
  return decoded._tag === "Left" ? decoded.left : t.string.decode(decoded.right[0].id);
}

console.log(save({ id: "a" }, 1));
