/**
 * The contracts module.
 *
 * @module
 */
export {};
