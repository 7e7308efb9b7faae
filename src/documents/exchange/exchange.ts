import { invalidField } from '../checks.ts';
import { nextMaskId, polygonPointsMax } from '../corrections.ts';
import type { Corrections, DrawMask } from '../corrections.ts';
import { labelsFromCoco, labelsToCoco } from './coco.ts';
import { labelsFromCvat, labelsToCvat } from './cvat.ts';
import type { Labels, LabelSample } from './labels.ts';
import { labelsFromMot, labelsToMot } from './mot.ts';

/** Formats of other tools: MOTChallenge text, COCO JSON, CVAT for video 1.1. */
export type LabelFormat = 'mot' | 'coco' | 'cvat';

const writers: { readonly [F in LabelFormat]: (labels: Labels) => string } = { mot: labelsToMot, coco: labelsToCoco, cvat: labelsToCvat };
const readers: { readonly [F in LabelFormat]: (text: string) => Labels } = { mot: labelsFromMot, coco: labelsFromCoco, cvat: labelsFromCvat };

export function writeLabels(labels: Labels, format: LabelFormat): string {
  return writers[format](labels);
}

/** Reads any of the formats, told by how the text begins. Throws `document/invalid`. */
export function readLabels(text: string): Labels {
  const begin = text.replace(/^\ufeff/, '').trimStart();
  const format = begin.startsWith('<') ? 'cvat' : begin.startsWith('{') ? 'coco' : 'mot';
  return readers[format](begin);
}

/** Boxes that come back after so many frames belong to one mask, which covers the frames between as well: in doubt it hides. */
const bridgedFramesMax = 15;

/**
 * Labels as masks drawn by hand, which hide just what was labelled; new ids after those of the corrections. Every labelled frame is a keyframe; a
 * mask ends where its thing is away for longer. Throws `document/invalid` when they are of a picture of another size.
 */
export function drawLabels({ tracks, widthPx, heightPx }: Labels, video: { readonly widthPx: number; readonly heightPx: number }, corrections: Corrections): DrawMask[] {
  if ((widthPx ?? video.widthPx) !== video.widthPx || (heightPx ?? video.heightPx) !== video.heightPx) {
    throw invalidField('labels', `boxes in a picture of ${video.widthPx} x ${video.heightPx}, not ${widthPx} x ${heightPx}`);
  }
  const first = nextMaskId(corrections);
  const pieces = tracks.flatMap(({ label, samples }) => piecesOf(samples).map((piece) => ({ label, piece })));
  return pieces.map(({ label, piece }, index) => maskOf(first + index, label, piece));
}

function piecesOf(samples: readonly LabelSample[]): LabelSample[][] {
  const pieces: LabelSample[][] = [];
  let before: LabelSample | undefined;
  for (const sample of samples) {
    const goesOn = before !== undefined && sample.frame - before.frame <= bridgedFramesMax && sample.points?.length === before.points?.length;
    if (goesOn) (pieces[pieces.length - 1] as LabelSample[]).push(sample);
    else pieces.push([sample]);
    before = sample;
  }
  return pieces;
}

function maskOf(mask: number, label: string, samples: readonly LabelSample[]): DrawMask {
  const common = { kind: 'draw', mask, label, firstFrame: samples[0]?.frame ?? 0, lastFrame: samples.at(-1)?.frame ?? 0 } as const;
  const corners = samples[0]?.points?.length;
  if (corners === undefined || corners > 2 * polygonPointsMax) return { ...common, shape: 'box', keyframes: samples.map(({ frame, box }) => ({ frame, box })) };
  return { ...common, shape: 'polygon', keyframes: samples.map(({ frame, points = [] }) => ({ frame, points })) };
}
