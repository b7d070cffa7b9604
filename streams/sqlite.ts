/**
 * Streams on sqlite.
 *
 * @module
 */
export {};
