import { ShapeBase } from "./shape.ts";

export const revoked: unknown = (() => {
  const { proxy, revoke } = Proxy.revocable(class {}, {});
  revoke();
  return proxy;
})();

export class BesideOddExports extends ShapeBase {
  override area(scale: number): number {
    return scale;
  }
}
