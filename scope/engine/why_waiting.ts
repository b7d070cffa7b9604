/**
 * What a resource that makes its callers wait can say of the reason, for the error when their time is
 * up.
 */
export const whyWaiting: WeakMap<object, () => string> = new WeakMap();
