import { copyToI420 } from '../../../src/media/copy-picture.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import { openMovie } from '../../../src/media/open-movie.ts';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Exposure {
  /** Faces that the damaged file still shows as the original did: these must be hidden. */
  readonly visible: number;
  /** Those of them that the output shows too, as `frame: correlation`. */
  readonly exposed: readonly string[];
}

/** Two pictures of a face this alike (correlation of luma, 1 is the same) show the same face; an erased one has nothing in common. */
const sameFace = 0.85;

/** Looks at known faces (per frame, upright pixels) in three videos: the original, a damaged copy, and the output made of that. */
export async function exposure(faces: readonly (readonly Box[])[], [original, damaged, output]: [File, File, File]): Promise<Exposure> {
  const frames = (await openMovie(output, 'output')).video.ticks.length;
  const [before, broken, after] = [await patches(original, faces, frames), await patches(damaged, faces, frames), await patches(output, faces, frames)];
  let visible = 0;
  const exposed: string[] = [];
  before.forEach((known, frame) =>
    known?.forEach((face, i) => {
      const still = broken[frame]?.[i];
      if (still === undefined || correlation(face, still) < sameFace) return;
      visible += 1;
      const shown = after[frame]?.[i];
      if (shown === undefined) throw new Error(`frame ${frame} of the output cannot be decoded`);
      const alike = correlation(still, shown);
      if (alike >= sameFace) exposed.push(`${frame}: ${alike.toFixed(2)}`);
    }),
  );
  return { visible, exposed };
}

/** Luma of each known face of the first frames; undefined where there is no picture. */
async function patches(file: File, faces: readonly (readonly Box[])[], frames: number): Promise<(Float64Array[] | undefined)[]> {
  const movie = await openMovie(file, file.name);
  const found: (Float64Array[] | undefined)[] = [];
  for await (const decoded of decodeFrames(movie, { firstFrame: 0, lastFrame: Math.min(frames, movie.video.ticks.length) - 1 })) {
    using held = decoded;
    const { frame, picture } = held.value;
    if (picture === null) continue;
    const { data, widthPx, heightPx } = await copyToI420(picture);
    found[frame] = (faces[frame] ?? []).map((box) => {
      const luma: number[] = [];
      for (let y = Math.max(0, Math.round(box.y)); y < Math.min(heightPx, box.y + box.height); y += 1) {
        for (let x = Math.max(0, Math.round(box.x)); x < Math.min(widthPx, box.x + box.width); x += 1) luma.push(data[y * widthPx + x] as number);
      }
      return Float64Array.from(luma);
    });
  }
  return found;
}

/** Pearson's; 0 where one of them is flat. */
function correlation(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return 0;
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [da, db] = [value - meanA, (b[i] as number) - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return aa * bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}
