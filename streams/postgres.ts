/**
 * Streams on postgres.
 *
 * @module
 */
export {};
