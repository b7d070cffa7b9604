/**
 * The scope module.
 *
 * @module
 */
export {};
