import { auditStill } from '../../../src/acts/audit-still.ts';
import { LanePool } from '../../../src/acts/lane-pool.ts';
import { observeStill } from '../../../src/acts/observe-still.ts';
import { renderStill } from '../../../src/acts/render-still.ts';
import { composeStill } from '../../../src/compose/cpu/compose-still.ts';
import { AppError } from '../../../src/core/errors.ts';
import { Gate } from '../../../src/core/gate.ts';
import { openCount } from '../../../src/core/owned.ts';
import type { RgbaPicture } from '../../../src/core/rgba.ts';
import type { FramePlan } from '../../../src/documents/edit.ts';
import { noDetections } from '../../../src/documents/observations.ts';
import { isStill, openMedia } from '../../../src/media/open-media.ts';
import type { Still } from '../../../src/media/stills/still.ts';
import { decodeStill } from '../../../src/media/stills/decode-still.ts';
import { encodeStill } from '../../../src/media/stills/encode-still.ts';
import { readStill } from '../../../src/media/stills/read-still.ts';
import { plan } from '../../../src/plan/plan.ts';
import { understand } from '../../../src/understand/understand.ts';
import { toBase64 } from './base64.ts';
import { framesLeftOpen, watchFrames } from './open-frames.ts';
import { nothingDetected, nothingReviewed } from './detection-facts.ts';
import { blindRecognizer, nobodyFound } from './nobody.ts';

async function openStillFile(file: File): Promise<Still> {
  const media = await openMedia(file, file.name);
  if (!isStill(media)) throw new Error(`${file.name} is no still`);
  return media;
}

export interface Decoded {
  readonly size: readonly number[];
  /** Mean red, green and blue of the quarters: top left, top right, bottom left, bottom right. */
  readonly quarters: readonly (readonly number[])[];
}

/** Each file decoded with ImageDecoder and without it. */
export async function decodeBothWays(_: unknown, files: File[]): Promise<{ exact: Decoded; fallback: Decoded }[]> {
  const results: { exact: Decoded; fallback: Decoded }[] = [];
  for (const file of files) {
    const exact = quartersOf(await readStill(await openStillFile(file)));
    const held = globalThis.ImageDecoder;
    Reflect.deleteProperty(globalThis, 'ImageDecoder');
    try {
      results.push({ exact, fallback: quartersOf(await readStill(await openStillFile(file))) });
    } finally {
      globalThis.ImageDecoder = held;
    }
  }
  return results;
}

/** The first file's pixels as they are decoded, in base64. */
export async function decodedRgba(_: unknown, [file]: [File]): Promise<string> {
  return toBase64(new Uint8Array((await readStill(await openStillFile(file))).rgba.buffer));
}

export interface BlindResult {
  readonly colors: readonly number[];
  readonly framesUnknown: number;
  readonly framesHiddenWhole: number;
  readonly notices: readonly string[];
  readonly leftOpen: { readonly owned: number; readonly videoFrames: number };
}

/** A whole job over the first file with a detector that sees nothing, or fails: how many colours are left (at most 99 are counted). */
export async function blind({ fails }: { fails: boolean }, [file]: [File]): Promise<BlindResult> {
  watchFrames();
  const before = openCount.count;
  const still = await openStillFile(file);
  const [gate, signal, notices] = [new Gate(), new AbortController().signal, [] as string[]];
  const lane = new LanePool([{ detect: (image) => (fails ? Promise.reject(new AppError('model/run-failed')) : Promise.resolve({ detections: noDetections, data: image.data })) }]);
  const settings = { quality: 'balanced', detector: 'yunet', sensitivity: 0.5, firstFrame: 0, lastFrame: 0 } as const;
  const observations = await observeStill({ still, settings, lanes: lane, recognizer: blindRecognizer, gate, signal });
  const analysis = understand(observations, []);
  const edit = plan(analysis, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } });
  const facts = { fingerprint: still.fingerprint, sourceFrames: 1, detector: 'yunet', framesUnknown: analysis.unknown.length, runs: [], ...nobodyFound, detection: nothingDetected, review: nothingReviewed };
  const send = (event: { kind: string; code?: string }): void => {
    if (event.kind === 'notice') notices.push(event.code ?? '');
  };
  const { file: result, report } = await renderStill({ still, planned: { edit, facts }, handle: undefined, gate, signal, send });
  const { rgba } = await decodeStill(new Uint8Array(await result.arrayBuffer()), 'PNG');
  const colors = [...new Set(new Uint32Array(rgba.buffer))].slice(0, 99);
  return {
    colors, framesUnknown: report.framesUnknown, framesHiddenWhole: report.framesHiddenWhole, notices,
    leftOpen: { owned: openCount.count - before, videoFrames: framesLeftOpen() },
  };
}

/** What the audit says of the first file, hidden at a box, when what was encoded is: that, the unhidden picture, or that with a tail. */
export async function audited(box: { x: number; y: number; width: number; height: number }, [file]: [File]): Promise<Record<string, string>> {
  const shown = await readStill(await openStillFile(file));
  const composed = { ...shown, rgba: shown.rgba.slice() };
  const hidden: FramePlan = { sourceFrame: 0, hideWhole: false, masks: [{ track: 1, box, shape: 'ellipse', fill: { kind: 'erase' } }] };
  composeStill(composed, hidden);
  const answers: Record<string, string> = {};
  for (const type of ['jpg', 'webp', 'png'] as const) {
    const good = await encodeStill(composed, type);
    const tail = { type, bytes: new Uint8Array([...good.bytes, 1, 2, 3]) };
    for (const [name, encoded] of Object.entries({ good, unhidden: await encodeStill(shown, type), tail })) {
      const answer = auditStill(encoded, composed, hidden, new AbortController().signal);
      answers[`${type} ${name}`] = await answer.then(() => 'passed', (error: unknown) => (error instanceof AppError ? `${error.code} ${String(error.details['check'])}` : String(error)));
    }
  }
  return answers;
}

function quartersOf({ widthPx, heightPx, rgba }: RgbaPicture): Decoded {
  const quarters = [[0, 0], [1, 0], [0, 1], [1, 1]].map(([column = 0, row = 0]) => {
    const sums = [0, 0, 0];
    const [w, h] = [Math.floor(widthPx / 2), Math.floor(heightPx / 2)];
    for (let y = row * h; y < (row + 1) * h; y += 1) {
      for (let x = column * w; x < (column + 1) * w; x += 1) for (let i = 0; i < 3; i += 1) sums[i] = (sums[i] as number) + (rgba[4 * (y * widthPx + x) + i] as number);
    }
    return sums.map((sum) => sum / (w * h));
  });
  return { size: [widthPx, heightPx], quarters };
}
