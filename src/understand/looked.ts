import { frameStatus } from '../documents/observations.ts';

/** The nearest frame in a direction, by index, that was not skipped on purpose; −1 or the count where there is none. */
export function nearestLooked(statuses: Uint8Array, from: number, direction: 1 | -1): number {
  let index = from + direction;
  while (index >= 0 && index < statuses.length && statuses[index] === frameStatus.skipped) index += direction;
  return index;
}
