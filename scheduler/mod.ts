/**
 * The scheduler module.
 *
 * @module
 */
export {};
