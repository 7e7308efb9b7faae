import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { checkCorrections } from '../../../src/documents/check-corrections.ts';
import { nextMaskId, trackOfMask } from '../../../src/documents/corrections.ts';
import type { Corrections } from '../../../src/documents/corrections.ts';
import { correctionsFromJson, correctionsToJson } from '../../../src/documents/corrections-json.ts';

const box = { x: 1, y: 2, width: 30, height: 40 };
const image = { widthPx: 2, heightPx: 1, rgba: Uint8ClampedArray.of(0, 1, 2, 255, 4, 5, 6, 128) };
const draw = { kind: 'draw', mask: 2, shape: 'box', firstFrame: 0, lastFrame: 9, keyframes: [{ frame: 3, box }] } as const;
const polygon = { ...draw, shape: 'polygon', keyframes: [{ frame: 0, points: [0, 0, 10, 0, 0, 10] }, { frame: 5, points: [1, 1, 11, 1, 1, 11] }] } as const;
const every: Corrections = [
  { kind: 'hide-frames-whole', firstFrame: 0, lastFrame: 3 },
  { kind: 'decide', track: 1, decision: 'show' },
  { kind: 'name', track: 1, name: '미나' },
  { kind: 'merge', tracks: [1, 2] },
  { kind: 'split', tracks: [2] },
  draw,
  { ...draw, mask: 5, shape: 'ellipse', label: 'plate', fill: { kind: 'image', image } },
  polygon,
  { kind: 'follow', mask: 2, firstFrame: 4, boxes: [1, 2, 3, 4, 5, 6, 7, 8], lost: 'after' },
  { kind: 'delete-mask', mask: 2 },
  { kind: 'delete-track', track: 1 },
  { kind: 'shorten-track', track: 1, firstFrame: 3, lastFrame: 3 },
  { kind: 'review', item: 'gap:1:20', verdict: 'skipped', by: '민아' },
  { kind: 'voice', track: 3, treatment: 'disguise' },
  { kind: 'treat-sound', startUs: 0, endUs: 1.5e6, treatment: 'none' },
];

function errorOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return `${error.code} ${String(error.details['field'] ?? '')}`.trim();
  }
  return 'none';
}

describe('corrections', () => {
  it('of every kind pass the check as they are', () => expect(checkCorrections(every)).toEqual(every));

  it('of every kind come back from JSON, the picture of a fill too', () => {
    expect(correctionsFromJson(JSON.parse(JSON.stringify(correctionsToJson(every))))).toEqual(every);
  });

  it.each<[string, unknown, string]>([
    ['no list', {}, 'corrections'],
    ['an unknown kind', [{ kind: 'show', firstFrame: 0, lastFrame: 3 }], 'corrections[0].kind'],
    ['an inherited name as a kind', [{ kind: 'constructor' }], 'corrections[0].kind'],
    ['a range turned round', [{ kind: 'hide-frames-whole', firstFrame: 3, lastFrame: 2 }], 'corrections[0].lastFrame'],
    ['a track that is none', [{ kind: 'decide', track: 0, decision: 'hide' }], 'corrections[0].track'],
    ['an unknown decision', [{ kind: 'decide', track: 1, decision: 'maybe' }], 'corrections[0].decision'],
    ['a name that is none', [{ kind: 'name', track: 1 }], 'corrections[0].name'],
    ['a merge of one', [{ kind: 'merge', tracks: [1] }], 'corrections[0].tracks'],
    ['a merge of one with itself', [{ kind: 'merge', tracks: [1, 1] }], 'corrections[0].tracks'],
    ['a split of nothing', [{ kind: 'split', tracks: [] }], 'corrections[0].tracks'],
    ['a shape nobody draws', [{ ...draw, shape: 'star' }], 'corrections[0].shape'],
    ['a mask without keyframes', [{ ...draw, keyframes: [] }], 'corrections[0].keyframes'],
    ['two keyframes on one frame', [{ ...draw, keyframes: [{ frame: 3, box }, { frame: 3, box }] }], 'corrections[0].keyframes[1].frame'],
    ['a keyframe without a box', [draw, { ...draw, keyframes: [{ frame: 3 }] }], 'corrections[1].keyframes[0].box'],
    ['a box that is nowhere', [{ ...draw, keyframes: [{ frame: 3, box: { ...box, x: NaN } }] }], 'corrections[0].keyframes[0].box.x'],
    ['a box of negative width', [{ ...draw, keyframes: [{ frame: 3, box: { ...box, width: -1 } }] }], 'corrections[0].keyframes[0].box.width'],
    ['a fill nobody knows', [{ ...draw, fill: { kind: 'none' } }], 'corrections[0].fill.kind'],
    ['a fill whose picture is no base64', [{ ...draw, fill: { kind: 'image', image: { ...image, rgba: '!' } } }], 'corrections[0].fill.image.rgba'],
    ['a fill whose picture is too short', [{ ...draw, fill: { kind: 'image', image: { ...image, rgba: 'AAAA' } } }], 'corrections[0].fill.image.rgba'],
    ['a polygon of two corners', [{ ...polygon, keyframes: [{ frame: 0, points: [0, 0, 1, 1] }] }], 'corrections[0].keyframes[0].points'],
    ['half a corner', [{ ...polygon, keyframes: [{ frame: 0, points: [0, 0, 1, 1, 2, 2, 3] }] }], 'corrections[0].keyframes[0].points'],
    ['a corner that comes later', [{ ...polygon, keyframes: [polygon.keyframes[0], { frame: 5, points: [0, 0, 1, 0, 1, 1, 0, 1] }] }], 'corrections[0].keyframes[1].points'],
    ['a follow of half a box', [{ kind: 'follow', mask: 1, firstFrame: 0, boxes: [1, 2], lost: 'nowhere' }], 'corrections[0].boxes'],
    ['a follow lost in the woods', [{ kind: 'follow', mask: 1, firstFrame: 0, boxes: [1, 2, 3, 4], lost: 'woods' }], 'corrections[0].lost'],
    ['a voice of nobody', [{ kind: 'voice', treatment: 'bleep' }], 'corrections[0].track'],
    ['a treatment nobody knows', [{ kind: 'voice', track: 1, treatment: 'echo' }], 'corrections[0].treatment'],
    ['a stretch of sound without length', [{ kind: 'treat-sound', startUs: 5, endUs: 5, treatment: 'bleep' }], 'corrections[0].endUs'],
    ['an unknown verdict', [{ kind: 'review', item: 'x', verdict: 'fine' }], 'corrections[0].verdict'],
  ])('are refused with %s', (_, value, field) => expect(errorOf(() => correctionsFromJson(value))).toBe(`document/invalid ${field}`));

  it('give new masks ids that none has had, in a space of their own', () => {
    expect([nextMaskId([]), nextMaskId(every), nextMaskId([draw, { kind: 'delete-mask', mask: 2 }])]).toEqual([1, 6, 3]);
    expect(trackOfMask(1)).toBeGreaterThan(1e8);
  });
});
