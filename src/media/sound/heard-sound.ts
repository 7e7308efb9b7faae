import type { SoundDamage } from './decode-sound.ts';

/** A stretch of a presented sound, in its frames. */
export interface FrameStretch {
  readonly first: number;
  readonly end: number;
}

/**
 * Passes a presented sound on and notes in `undecoded` where packets could not be decoded: `presentedSound` is silent there, which must not be taken for
 * silence that was recorded. It counts a packet in `damage` before the silence that stands for it.
 */
export async function* notingDamage(source: AsyncIterable<readonly Float32Array[]>, damage: SoundDamage, undecoded: FrameStretch[]): AsyncGenerator<readonly Float32Array[], void, undefined> {
  let at = 0;
  let packets = damage.packets;
  let inDamage = false;
  for await (const planes of source) {
    const end = at + (planes[0]?.length ?? 0);
    inDamage = (inDamage || damage.packets > packets) && isSilent(planes);
    packets = damage.packets;
    if (inDamage) undecoded.push({ first: at, end });
    yield planes;
    at = end;
  }
}

function isSilent(planes: readonly Float32Array[]): boolean {
  return planes.every((plane) => plane.every((value) => value === 0));
}
