import { expect, it } from 'vitest';
import { notingDamage } from '../../../src/media/sound/heard-sound.ts';
import type { FrameStretch } from '../../../src/media/sound/heard-sound.ts';

/** `s`: ten frames of sound; `.`: ten of silence; `x`: a packet cannot be decoded, which the silence behind it stands for. */
async function undecodedOf(text: string): Promise<FrameStretch[]> {
  const damage = { packets: 0 };
  async function* presented(): AsyncGenerator<readonly Float32Array[]> {
    for (const letter of text) {
      if (letter === 'x') damage.packets += 1;
      else yield await Promise.resolve([new Float32Array(10).fill(letter === 's' ? 0.5 : 0)]);
    }
  }
  const undecoded: FrameStretch[] = [];
  let frames = 0;
  for await (const [plane] of notingDamage(presented(), damage, undecoded)) frames += plane?.length ?? 0;
  expect(frames).toBe(10 * text.replaceAll('x', '').length);
  return undecoded;
}

it.each<[name: string, sound: string, undecoded: (readonly [number, number])[]]>([
  ['sound', 'sss', []],
  ['silence that was recorded', 's..s', []],
  ['a damaged packet', 'sx.s', [[10, 20]]],
  ['several, in a row', 'sxx..s', [[10, 20], [20, 30]]],
  ['several, apart', 'x.sx.s.s', [[0, 10], [20, 30]]],
  ['at the end', 'ssx..', [[20, 30], [30, 40]]],
  ['one that leaves no gap', 'sxs.', []],
])('%s', async (_, sound, undecoded) => expect((await undecodedOf(sound)).map(({ first, end }) => [first, end])).toEqual(undecoded));
