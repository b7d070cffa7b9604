import { AcquisitionPlace } from "./acquisition_place.ts";

/** Resources that take down where they are acquired. */
const placed: WeakSet<object> = new WeakSet();

/** Where the acquisition comes from that is being begun, if it was asked for earlier. */
let current: AcquisitionPlace | undefined;

/** From now on whoever puts off acquiring this resource takes down where that was asked for. */
export function wantPlace(resource: object): void {
  placed.add(resource);
}

/**
 * Takes down the place of a call that acquires resources later, if one of them wants it; what the
 * result runs is acquired from there.
 */
export function fromThisCall(
  resources: Iterable<object>,
): ((acquire: () => void) => void) | undefined {
  let isWanted = false;
  for (const resource of resources) isWanted ||= placed.has(resource);
  if (!isWanted) return undefined;
  const place = new AcquisitionPlace(fromThisCall);
  return (acquire) => {
    current = place;
    try {
      acquire();
    } finally {
      current = undefined;
    }
  };
}

/** The place of the call that an acquisition is part of, else where the code stands. */
export function placeOfCall(): AcquisitionPlace {
  const place = current ?? new AcquisitionPlace(placeOfCall);
  current = undefined;
  return place;
}
