/** What a sender delivered, before the inbox has numbered it. */
export interface NewDelivery {
  /**
   * The sender's id of the delivery; a repeated id is a duplicate. Printable text of 1 to 200 bytes
   * without `#`, which numbers the messages of one delivery.
   */
  readonly id: string;
  /** When it was received, in milliseconds since the Unix epoch. */
  readonly receivedAtMs: number;
  /** The headers that were kept, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body, byte for byte as it was signed. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** One accepted delivery, as it comes back out of the inbox. */
export interface Delivery extends NewDelivery {
  /** Its number in the inbox: 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Set when the record was damaged on disk: `body` then holds the damaged bytes. */
  readonly damaged?: true;
}
