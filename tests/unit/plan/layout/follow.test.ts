import { describe, expect, it } from 'vitest';
import { frameBox } from '../../../../src/core/boxes.ts';
import type { FrameBox } from '../../../../src/core/boxes.ts';
import { AppError } from '../../../../src/core/errors.ts';
import type { Analysis } from '../../../../src/documents/analysis.ts';
import { boxOf } from '../../../../src/documents/box-columns.ts';
import { tileStates } from '../../../../src/documents/edit.ts';
import type { Edit, TilePath } from '../../../../src/documents/edit.ts';
import type { FollowLayout } from '../../../../src/documents/layout.ts';
import { FramePlanner } from '../../../../src/plan/frame-plan.ts';
import { headBox } from '../../../../src/plan/hide/head-box.ts';
import { plan } from '../../../../src/plan/plan.ts';
import { seededRandom } from '../../../support/random.ts';
import { peopleOf } from './made-people.ts';
import type { Way } from './made-people.ts';

const hide = { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } as const;
const tall = { kind: 'follow', person: null, canvas: { widthPx: 202, heightPx: 360 }, whenGone: 'wide' } as const satisfies FollowLayout;
const square = { ...tall, canvas: { widthPx: 360, heightPx: 360 } } as const;
const face = (x: number, y = 300, height = 60): FrameBox => frameBox(x - 0.375 * height, y - height / 2, 0.75 * height, height);

function follow(analysis: Analysis, layout: FollowLayout = tall): { edit: Edit; tile: TilePath; view: (frame: number) => FrameBox } {
  const edit = plan(analysis, { hide, layout });
  const tile = edit.canvas?.tiles[0] as TilePath;
  return { edit, tile, view: (frame) => boxOf(tile.views, frame - tile.firstFrame) };
}
const centreX = ({ x, width }: FrameBox): number => x + width / 2;
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof AppError ? error.code : 'other';
  }
  return 'none';
};

describe('a crop that follows', () => {
  it.each<[string, FollowLayout['canvas']]>([
    ['9:16', { widthPx: 1080, heightPx: 1920 }],
    ['1:1', { widthPx: 640, heightPx: 640 }],
    ['4:5', { widthPx: 512, heightPx: 640 }],
    ['16:9', { widthPx: 640, heightPx: 360 }],
    ['any size', { widthPx: 130, heightPx: 666 }],
  ])('in %s has the shape of its canvas, lies within the picture and holds the head with room above', (_, canvas) => {
    const way: Way = (frame) => face(640 + 500 * Math.sin(frame / 50), 360 + 150 * Math.sin(frame / 70));
    const { view, edit, tile } = follow(peopleOf(600, [way]), { ...tall, canvas });
    expect([edit.canvas?.widthPx, edit.canvas?.heightPx, tile.place]).toEqual([canvas.widthPx, canvas.heightPx, { x: 0, y: 0, width: canvas.widthPx, height: canvas.heightPx }]);
    for (let frame = 0; frame < 600; frame++) {
      const { x, y, width, height } = view(frame);
      const head = headBox(way(frame) as FrameBox, 1);
      expect(width / height).toBeCloseTo(canvas.widthPx / canvas.heightPx, 4);
      expect(Math.min(x, y, 1280 - x - width, 720 - y - height)).toBeGreaterThan(-0.01);
      expect(Math.min(head.x - x, x + width - head.x - head.width, y + height - head.y - head.height), `frame ${frame}`).toBeGreaterThan(0);
      expect(head.y - y, `head room on frame ${frame}`).toBeGreaterThan(Math.min(head.y, 0.03 * height) - 0.01);
    }
  });

  it('shows more of whoever is nearer, never more than the picture, and enlarges at most twice', () => {
    const heightFor = (height: number, canvas: FollowLayout['canvas'] = square.canvas): number => follow(peopleOf(60, [() => face(640, 300, height)]), { ...square, canvas }).view(30).height;
    expect(heightFor(60)).toBeCloseTo(330, 0);
    expect(heightFor(100)).toBeCloseTo(550, 0);
    expect(heightFor(300)).toBeCloseTo(720, 0);
    expect(heightFor(10)).toBeCloseTo(180, 0);
    expect(heightFor(10, { widthPx: 2000, heightPx: 2000 })).toBeCloseTo(720, 0);
  });

  it('does not move at all while the person fidgets, nor zooms while the face is found larger and smaller', () => {
    const random = seededRandom(1);
    const { tile } = follow(peopleOf(900, [() => face(640 + 40 * (random() - 0.5), 300 + 30 * (random() - 0.5), 60 * (0.92 + 0.16 * random()))]), square);
    const first = boxOf(tile.views, 0);
    for (let frame = 1; frame < 900; frame++) expect(boxOf(tile.views, frame)).toEqual(first);
  });

  it('jumps at a cut and never glides: before it and after it the view stands', () => {
    const { view } = follow(peopleOf(300, [(frame) => (frame < 150 ? face(200) : face(1000, 300, 120))], { shotStarts: [150] }));
    for (let frame = 1; frame < 300; frame++) if (frame !== 150) expect(view(frame), `frame ${frame}`).toEqual(view(frame - 1));
    expect(centreX(view(150)) - centreX(view(149))).toBeGreaterThan(700);
  });

  it('jumps with the person where nobody saw the cut, but stays for a single wrong look', () => {
    const unseen = follow(peopleOf(300, [(frame) => (frame < 150 ? face(200) : face(1000))]));
    expect([centreX(unseen.view(149)), centreX(unseen.view(150))].map(Math.round)).toEqual([200, 1000]);
    const wrong = follow(peopleOf(300, [(frame) => (frame === 150 ? face(1000) : face(300))]));
    for (let frame = 0; frame < 300; frame++) expect(wrong.view(frame)).toEqual(wrong.view(0));
  });

  it('goes on over two seconds unseen, with look-ahead', () => {
    const { tile, view } = follow(peopleOf(300, [(frame) => (frame > 100 && frame < 155 ? undefined : face(300 + 2 * frame))]));
    expect(new Set(tile.states)).toEqual(new Set([tileStates.shown]));
    for (let frame = 0; frame < 300; frame++) expect(Math.abs(centreX(view(frame)) - 300 - 2 * frame)).toBeLessThan(60);
  });

  /** In the middle of the picture, gone from frame 300 to 599. */
  const comesBack: Way = (frame) => (frame >= 300 && frame < 600 ? undefined : face(1150));
  it('opens to the whole source while the person is gone, eased both ways, and is back in time', () => {
    const { tile, view } = follow(peopleOf(900, [comesBack]));
    const wide = view(450);
    expect([Math.abs(wide.x), wide.width, wide.y + wide.height / 2].map(Math.round)).toEqual([0, 1280, 360]);
    expect([tile.states[299], tile.states[314], tile.states[316], tile.states[599], tile.states[600]]).toEqual([1, 1, 3, 3, 1]);
    for (let frame = 1; frame < 900; frame++) {
      expect(Math.abs(Math.log(view(frame).width / view(frame - 1).width)), `frame ${frame}`).toBeLessThan(1.51 / 30);
      const head = headBox(face(1150), 1);
      if (comesBack(frame) !== undefined) expect(view(frame).x + view(frame).width - head.x - head.width, `frame ${frame}`).toBeGreaterThan(0);
    }
    expect(view(200).width).toBeLessThan(410);
    expect(view(700).width).toBeLessThan(410);
  });

  it.each([
    ['hold', tileStates.held],
    ['blank', tileStates.absent],
  ] as const)('%s: half a second after the person was seen last, until they are seen again', (whenGone, state) => {
    const { edit, tile } = follow(peopleOf(900, [comesBack]), { ...tall, whenGone });
    const states = Array.from({ length: 900 }, (_, frame) => (frame >= 315 && frame < 600 ? state : tileStates.shown));
    expect([...tile.states]).toEqual(states);
    const canvas = new FramePlanner(edit).at(400).canvas;
    expect([canvas?.tiles.length, canvas?.held.length]).toEqual([0, whenGone === 'hold' ? 1 : 0]);
  });

  it('shows the whole source of a shot in which nobody is seen', () => {
    const { view, tile } = follow(peopleOf(200, [(frame) => (frame < 100 ? face(640) : undefined)], { shotStarts: [100] }));
    expect([tile.states[99], tile.states[100]]).toEqual([tileStates.shown, tileStates.wide]);
    expect(Math.round(view(100).width)).toBe(1280);
  });

  it('of a video with uneven times is where the person is', () => {
    const random = seededRandom(4);
    let timeS = 0;
    const timesS = Array.from({ length: 400 }, () => (timeS += 0.01 + 0.08 * random()));
    const way: Way = (frame) => face(200 + 40 * (timesS[frame] as number));
    const { view } = follow(peopleOf(400, [way], { timesS }));
    for (let frame = 0; frame < 400; frame++) expect(Math.abs(centreX(view(frame)) - Math.max(202, 200 + 40 * (timesS[frame] as number))), `frame ${frame}`).toBeLessThan(25);
  });

  it('begins anew after a picture that stands for ever', () => {
    const timesS = Array.from({ length: 40 }, (_, frame) => frame / 30 + (frame >= 20 ? 1e6 : 0));
    const { view } = follow(peopleOf(40, [(frame) => face(frame < 20 ? 300 : 900)], { timesS }));
    expect([centreX(view(19)), centreX(view(20))].map(Math.round)).toEqual([300, 900]);
  });
});

describe('who is followed', () => {
  const two: Way[] = [(frame) => (frame < 100 ? face(200) : undefined), (frame) => (frame >= 80 ? face(1000) : undefined)];
  const analysis = peopleOf(300, two);

  it.each<[string, Partial<FollowLayout>, readonly { firstFrame: number; lastFrame: number }[] | undefined, number]>([
    ['whoever is seen longest', {}, undefined, 2],
    ['whoever is seen longest in the cuts', {}, [{ firstFrame: 0, lastFrame: 90 }], 1],
    ['whom the layout names', { person: 1 }, undefined, 1],
  ])('%s', (_, change, ranges, expected) => {
    const cut = ranges === undefined ? {} : { cut: { kind: 'ranges', ranges } as const };
    expect(plan(analysis, { hide, layout: { ...tall, ...change }, ...cut }).canvas?.tiles[0]?.person).toBe(expected);
  });

  it.each<[string, () => unknown, string]>([
    ['an id that is nobody’s', () => follow(analysis, { ...tall, person: 9 }), 'people/no-match'],
    ['a video in which nobody is seen', () => follow(peopleOf(30, [])), 'layout/nobody'],
    ['a cut in which nobody is seen', () => plan(peopleOf(60, [(frame) => (frame < 20 ? face(640) : undefined)]), { hide, layout: tall, cut: { kind: 'range', firstFrame: 30, lastFrame: 50 } }), 'layout/nobody'],
    ['only guesses', () => follow(peopleOf(30, [() => face(640)], { origin: 'extended' })), 'layout/nobody'],
  ])('%s is told', (_, act, code) => expect(codeOf(act)).toBe(code));

  it('masks are laid as without a layout', () => {
    const { layout: _, ...without } = { hide, layout: tall };
    expect(plan(analysis, { hide, layout: tall }).masks).toEqual(plan(analysis, without).masks);
    expect(plan(analysis, { hide, layout: tall }).masks).toHaveLength(2);
  });
});
