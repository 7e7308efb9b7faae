/** Long enough that no click is heard at a join, too short to be heard itself. */
export const fadeS = 0.01;

/** A raised cosine from 0 to 1 over `length` frames: its slope is 0 at both ends. */
export function fadeGain(frame: number, length: number): number {
  if (frame <= 0) return 0;
  return frame >= length ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * frame) / length);
}

/** Exactly `frames` frames of a sound: what comes after is dropped, what is missing is silence. The source is closed. */
export async function* exactly(source: AsyncIterable<readonly Float32Array[]>, frames: number, channels: number): AsyncGenerator<readonly Float32Array[], void, undefined> {
  let left = frames;
  for await (const planes of source) {
    const take = Math.min(left, planes[0]?.length ?? 0);
    if (take > 0) yield planes.map((plane) => plane.subarray(0, take));
    left -= take;
    if (left === 0) return;
  }
  for (; left > 0; left -= silenceFrames) {
    const plane = new Float32Array(Math.min(left, silenceFrames));
    yield Array.from({ length: channels }, () => plane);
  }
}

/** Silence is made in pieces of this size. */
const silenceFrames = 8192;

/**
 * A sound of `frames` frames that begins and ends softly, where it shall. The fades lie inside of it: nothing of what was cut away before or behind
 * it is heard. In a sound shorter than two fades they meet in the middle.
 */
export async function* faded(
  source: AsyncIterable<readonly Float32Array[]>,
  frames: number,
  { fadeIn, fadeOut, rate }: { readonly fadeIn: boolean; readonly fadeOut: boolean; readonly rate: number },
): AsyncGenerator<readonly Float32Array[], void, undefined> {
  const length = Math.min(Math.round(fadeS * rate), Math.floor(frames / 2));
  let position = 0;
  for await (const planes of source) {
    const count = planes[0]?.length ?? 0;
    const first = position;
    position += count;
    const touchesIn = fadeIn && first < length;
    const touchesOut = fadeOut && position > frames - length;
    if (!touchesIn && !touchesOut) {
      yield planes;
      continue;
    }
    const gainAt = (frame: number): number => (touchesIn ? fadeGain(frame, length) : 1) * (touchesOut ? fadeGain(frames - 1 - frame, length) : 1);
    yield planes.map((plane) => plane.map((value, i) => value * gainAt(first + i)));
  }
}
