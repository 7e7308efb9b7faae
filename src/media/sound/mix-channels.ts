/** What a channel adds to the left and to the right. */
type Gains = readonly (readonly [number, number])[];

/** −3 dB, for what lies between the two (ITU-R BS.775-3, annex 4, table 2). */
const half = Math.SQRT1_2;
const [left, right, centre, deep] = [[1, 0], [0, 1], [half, half], [0, 0]] as const;
const [backLeft, backRight, backCentre] = [[half, 0], [0, half], [half * half, half * half]] as const;

/** By number of channels, in the order of Vorbis, FLAC and WAVE as decoders give them; the low-frequency channel is left out, as is usual. */
const layouts: Readonly<Record<number, Gains>> = {
  3: [left, right, centre],
  4: [left, right, backLeft, backRight],
  5: [left, right, centre, backLeft, backRight],
  6: [left, right, centre, deep, backLeft, backRight],
  7: [left, right, centre, deep, backCentre, backLeft, backRight],
  8: [left, right, centre, deep, backLeft, backRight, backLeft, backRight],
};

/** Sound of any number of channels as `channels` (1 or 2) planes; scaled so that nothing can clip that did not before. */
export function mixChannels(planes: readonly Float32Array[], channels: 1 | 2): readonly Float32Array[] {
  const [only] = planes;
  if (planes.length === channels || only === undefined) return planes;
  if (planes.length === 1) return [only, only];
  const gains = layouts[planes.length] ?? planes.map((_, index) => (index % 2 === 0 ? left : right));
  const stereo = [0, 1].map((side) => weighted(planes, gains.map((gain) => gain[side as 0 | 1])));
  return channels === 2 ? stereo : [weighted(stereo, [1, 1])];
}

function weighted(planes: readonly Float32Array[], gains: readonly number[]): Float32Array {
  const sum = gains.reduce((total, gain) => total + gain, 0);
  const mixed = new Float32Array(planes[0]?.length ?? 0);
  planes.forEach((plane, index) => {
    const gain = sum > 0 ? (gains[index] ?? 0) / sum : 0;
    if (gain === 0) return;
    for (let i = 0; i < mixed.length; i += 1) mixed[i]! += gain * plane[i]!;
  });
  return mixed;
}
