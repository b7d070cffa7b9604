/**
 * The lazy module.
 *
 * @module
 */
export {};
