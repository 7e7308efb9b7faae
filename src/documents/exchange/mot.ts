import { frameBox } from '../../core/boxes.ts';
import { invalidField } from '../checks.ts';
import { LabelGatherer, roundedPx, roundedScore } from './labels.ts';
import type { Labels } from './labels.ts';

/**
 * MOTChallenge text, one box a line: frame, id, left, top, width, height, confidence, and three world coordinates that are not known (-1).
 * "All frame numbers, target IDs and bounding boxes are 1-based" (motchallenge.net/instructions). It knows no kinds of things and no polygons.
 */
export function labelsToMot({ tracks }: Labels): string {
  const lines = tracks.flatMap(({ id, samples }) =>
    samples.map(({ frame, box: { x, y, width, height }, score }) => {
      const numbers = [frame + 1, id, roundedPx(x + 1), roundedPx(y + 1), roundedPx(width), roundedPx(height), roundedScore(score), -1, -1, -1];
      return { frame, line: numbers.join(',') };
    }),
  );
  return lines.sort((a, b) => a.frame - b.frame).map(({ line }) => `${line}\n`).join('');
}

/** Reads result, detection and ground truth files; detections have no ids (-1) and come as things of one frame. Throws `document/invalid` with the line. */
export function labelsFromMot(text: string): Labels {
  const gathered = new LabelGatherer();
  const lines = text.split(/\r?\n/);
  let nameless = lines.reduce((most, line) => Math.max(most, Number(line.split(',')[1]) || 0), 0);
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    const path = `line ${index + 1}`;
    const numbers = line.split(/[,\s]+/).filter((part) => part !== '').map(Number);
    if (numbers.length < 6 || !numbers.every(Number.isFinite)) throw invalidField(path, 'frame, id, left, top, width, height');
    const [frame, id, left, top, width, height, confidence = 1] = numbers as [number, number, number, number, number, number, number?];
    if (!Number.isInteger(frame) || frame < 1 || !Number.isInteger(id)) throw invalidField(path, 'a frame from 1 on and a whole id');
    if (width < 0 || height < 0) throw invalidField(path, 'a box of no negative size');
    const score = Math.min(1, Math.max(0, confidence));
    gathered.add(id > 0 ? id : (nameless += 1), 'object', { frame: frame - 1, box: frameBox(left - 1, top - 1, width, height), score });
  });
  return { widthPx: null, heightPx: null, frameCount: 0, tracks: gathered.tracks() };
}
