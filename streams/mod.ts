/**
 * The streams module.
 *
 * @module
 */
export {};
