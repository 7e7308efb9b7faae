import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FrameBox } from '../../src/core/boxes.ts';
import { frameBox } from '../../src/core/boxes.ts';
import type { PlannedMask } from '../../src/documents/edit.ts';
import { sharedPath } from './shared.ts';

/** A face that must be hidden, in one frame. */
export interface TruthFace {
  readonly track: number;
  readonly box: FrameBox;
}

export interface Truth {
  readonly video: string;
  /** Seconds of each frame from the first. */
  readonly times: readonly number[];
  /** Per frame; faces nobody is sure of are left out. */
  readonly faces: readonly (readonly TruthFace[])[];
}

const fieldsPerFace = 6;
/** Turned away, cut off, unsure: never scored. */
const dontCare = 3;

/** Every clip of the shared folder with known faces; empty where the folder is absent. `folder`: where the truth lies, for programs that are bundled elsewhere. */
export function truthClips(folder = sharedPath('media/truth')): readonly string[] {
  return folder === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json')).sort();
}

/** `folder` as above. */
export function readTruth(clip: string, folder = sharedPath('media/truth') ?? ''): Truth {
  const { video, t, frames } = JSON.parse(readFileSync(join(folder, `${clip}.json`), 'utf8')) as { video: string; t: number[]; frames: number[][] };
  const faces = frames.map((flat) =>
    Array.from({ length: flat.length / fieldsPerFace }, (_, i) => flat.slice(fieldsPerFace * i, fieldsPerFace * (i + 1)) as [number, number, number, number, number, number])
      .filter((face) => face[5] !== dontCare)
      .map(([track, x, y, width, height]) => ({ track, box: frameBox(x, y, width, height) })),
  );
  return { video, times: t, faces };
}

/** A face is hidden when this part of its box lies under a mask. */
export const hiddenPartMin = 0.6;

/** Points per side of the grid on which a box's hidden part is counted. */
const grid = 24;

/** Part of a box (0–1) that lies under one of the masks, by the shapes' own formulas. */
export function hiddenPart(box: FrameBox, masks: readonly Pick<PlannedMask, 'box'>[]): number {
  let hidden = 0;
  for (let row = 0; row < grid; row += 1) {
    for (let column = 0; column < grid; column += 1) {
      const x = box.x + ((column + 0.5) * box.width) / grid;
      const y = box.y + ((row + 0.5) * box.height) / grid;
      if (masks.some((mask) => covers(mask, x, y))) hidden += 1;
    }
  }
  return hidden / (grid * grid);
}

/** A rounded box is counted as the ellipse inside it: less than it hides. */
function covers({ box }: Pick<PlannedMask, 'box'>, x: number, y: number): boolean {
  const dx = (x - box.x - box.width / 2) / (box.width / 2);
  const dy = (y - box.y - box.height / 2) / (box.height / 2);
  return dx * dx + dy * dy <= 1;
}
