/** What is grouped. */
export interface Order {
  /** One of 97. */
  readonly city: string;
  /** A small number. */
  readonly total: number;
}

const CITIES = Array.from({ length: 97 }, (_, number) => `city ${number}`);

/** A million orders from 97 cities. */
export const ORDERS: readonly Order[] = Array.from({ length: 1_000_000 }, (_, at) => ({
  city: CITIES[at % 97]!,
  total: at % 1_000,
}));
