import { AppError } from '../core/errors.ts';
import type { Edit } from '../documents/edit.ts';
import type { Report } from '../documents/report.ts';
import { listBoxes, isAllowedBox } from '../media/box-list.ts';
import { copyToI420 } from '../media/copy-picture.ts';
import { decodeFrames } from '../media/decode-frames.ts';
import type { Movie } from '../media/movie.ts';
import { openMovie } from '../media/open-movie.ts';
import { soundChecks } from './audit-sound.ts';
import { digestDistance, lumaDigest } from './digest.ts';
import { outputPicture } from './output-picture.ts';
import type { OutputPicture } from './output-picture.ts';
import { outputTimes } from './output-times.ts';
import type { OutputTimes } from './output-times.ts';
import type { Rendered } from './render.ts';

type Check = Report['audit']['checks'][number];

export interface AuditResult {
  readonly checks: readonly Check[];
  readonly framesCompared: number;
}

/** Key frames of the output that are decoded and compared: spread evenly, a handful a job. */
const comparedMax = 24;
/**
 * A cell's mean brightness may differ by this much (of 255) after encoding. Encoders keep means of 40 × 40 pixel cells within 3;
 * a face in place of its fill changes them by far more.
 */
const cellDistanceMax = 12;

/**
 * Proves the finished file: opens it afresh and holds it against the edit and the source: frame count and times, size and
 * rotation, sound bit for bit or, where it was made anew, whole and without what was to be taken out, no box that is not on the list, and decoded key frames that show what was composed.
 * Throws `media/audit-failed` naming the first check that does not hold.
 */
export async function audit(output: File, source: Movie, edit: Edit, rendered: Rendered, signal: AbortSignal): Promise<AuditResult> {
  const result = await openMovie(output, output.name, signal);
  const checks: Check[] = [framesCheck(result, source, outputTimes(source.video, edit.cuts)), geometryCheck(result, outputPicture(source, edit.canvas))];
  checks.push(...(await soundChecks(result, source, edit, rendered.sound, signal)));
  const unknownBoxes = (await listBoxes(output)).filter((path) => !isAllowedBox(path));
  checks.push({ name: 'metadata', passed: unknownBoxes.length === 0, detail: unknownBoxes.join(', ') || 'only boxes on the list' });
  const compared = await comparePictures(result, rendered, signal);
  checks.push(compared.check);
  const failed = checks.find((check) => !check.passed);
  if (failed !== undefined) throw new AppError('media/audit-failed', { check: failed.name, detail: failed.detail });
  return { checks, framesCompared: compared.frames };
}

function framesCheck(result: Movie, source: Movie, planned: OutputTimes): Check {
  const wanted = planned.ticks.length;
  const { ticks } = result.video;
  let moved = 0;
  const scale = source.video.timescale / result.video.timescale;
  for (let i = 0; i < Math.min(wanted, ticks.length); i += 1) {
    const expected = (planned.ticks[i] as number) - (planned.ticks[0] as number);
    if (Math.abs(((ticks[i] as number) - (ticks[0] as number)) * scale - expected) > 0.5) moved += 1;
  }
  if (Math.abs(result.video.lastDurationTicks * scale - planned.lastDurationTicks) > 0.5) moved += 1;
  return { name: 'frames and times', passed: ticks.length === wanted && moved === 0, detail: `${ticks.length} of ${wanted} frames, ${moved} at another time` };
}

function geometryCheck(result: Movie, expected: OutputPicture): Check {
  const { widthPx, heightPx, rotation, mirrored } = result.video.geometry;
  const sameMatrix = result.video.matrix.every((value, i) => value === expected.matrix[i]);
  const passed = sameMatrix && widthPx === expected.geometry.widthPx && heightPx === expected.geometry.heightPx;
  return { name: 'size and rotation', passed, detail: `${widthPx}x${heightPx}, turned ${rotation}${mirrored ? ', mirrored' : ''}` };
}

async function comparePictures(result: Movie, rendered: Rendered, signal: AbortSignal): Promise<{ check: Check; frames: number }> {
  const all = [...rendered.digests];
  const step = Math.max(1, Math.ceil(all.length / comparedMax));
  let largest = 0;
  let frames = 0;
  for (let i = 0; i < all.length; i += step) {
    const [frame, digest] = all[i] as [number, Uint8Array];
    for await (const decoded of decodeFrames(result, { firstFrame: frame, lastFrame: frame, signal })) {
      using held = decoded;
      frames += 1;
      largest = Math.max(largest, held.value.picture === null ? 255 : digestDistance(digest, lumaDigest(await copyToI420(held.value.picture))));
    }
  }
  return { check: { name: 'pictures', passed: frames > 0 && largest <= cellDistanceMax, detail: `${frames} key frames, largest difference ${largest} of 255` }, frames };
}
