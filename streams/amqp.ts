/**
 * Streams on amqp.
 *
 * @module
 */
export {};
