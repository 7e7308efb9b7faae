import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameBox, intersectionArea } from '../../src/core/boxes.ts';
import type { FrameBox } from '../../src/core/boxes.ts';
import { boxOf } from '../../src/documents/box-columns.ts';
import { sampleOrigins } from '../../src/documents/analysis.ts';
import type { Analysis } from '../../src/documents/analysis.ts';
import { tileStates } from '../../src/documents/edit.ts';
import { FramePlanner } from '../../src/plan/frame-plan.ts';
import { plan } from '../../src/plan/plan.ts';
import type { PersonOfVideo } from '../../src/understand/across-videos.ts';
import type { PhotoPeople } from '../browser/in-page/recognize.ts';
import { JobRunner } from '../support/jobs.ts';
import { requireShared } from '../support/shared.ts';
import { openSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { hiddenPart, readTruth } from '../support/truth.ts';

/** A tenth of a face is what the round edge of a mask beside it may take. */
const hiddenMax = 0.1;
const crossing = 'media/faces/crossing_three.mp4';
const names = ['A', 'B', 'C'] as const;
type Name = (typeof names)[number];

/** The windows in which the three move, frame by frame; a later letter lies further back. */
function readWindows(path: string): readonly Readonly<Record<Name, FrameBox>>[] {
  const { windows } = JSON.parse(readFileSync(path, 'utf8')) as { windows: Record<Name, [number, number, number, number]>[] };
  return windows.map((each) => ({ A: frameBox(...each.A), B: frameBox(...each.B), C: frameBox(...each.C) }));
}

/** Where the head is in a window, as its JSON says. */
const headOf = ({ x, y }: FrameBox): FrameBox => frameBox(x + 85, y + 5, 140, 135);

/** Frames of every contact of two heads, inclusive. */
function contactsOf(windows: ReturnType<typeof readWindows>): { pair: [Name, Name]; first: number; last: number }[] {
  const contacts: { pair: [Name, Name]; first: number; last: number }[] = [];
  for (const pair of [['A', 'B'], ['A', 'C'], ['B', 'C']] as [Name, Name][]) {
    windows.forEach((window, frame) => {
      if (intersectionArea(headOf(window[pair[0]]), headOf(window[pair[1]])) === 0) return;
      const last = contacts.at(-1);
      if (last !== undefined && last.pair === pair && last.last === frame - 1) last.last = frame;
      else contacts.push({ pair, first: frame, last: frame });
    });
  }
  return contacts;
}

let runner: JobRunner;
let site: Site;
beforeAll(async () => {
  runner = await JobRunner.open();
  site = await openSite();
});
afterAll(async () => {
  await site.close();
  await runner.close();
});

let crossingAnalysis: Analysis | undefined;
let crossingWindows: ReturnType<typeof readWindows> = [];
/** Whose window is in front at the middle of a box. */
const whoIsAt = (frame: number, { x, y, width, height }: FrameBox): Name | undefined =>
  names.find((name) => intersectionArea(crossingWindows[frame]?.[name] ?? frameBox(0, 0, 0, 0), frameBox(x + width / 2, y + height / 2, 1, 1)) > 0);
/** Who an identity is, by the best look at it. */
function nameOf({ identities }: Analysis, id: number): Name | undefined {
  const best = identities.find((identity) => identity.id === id)?.best;
  return best == null ? undefined : whoIsAt(best.frame, best.box);
}

describe('three people who cross', () => {
  const analyzed = async (context: Parameters<typeof requireShared>[0]): Promise<Analysis> => {
    crossingWindows = readWindows(requireShared(context, 'media/faces/crossing_three.json'));
    return (crossingAnalysis ??= await runner.analyze(requireShared(context, crossing), { detector: 'yunet' }));
  };

  it('every crossing is flagged', async (context) => {
    const { risks } = (await analyzed(context)).recognition;
    const contacts = contactsOf(crossingWindows);
    const missed = contacts.filter(({ first, last }) => !risks.some(({ kind, firstFrame, lastFrame }) => kind === 'crossing' && firstFrame <= last && lastFrame >= first));
    console.log(`${contacts.length - missed.length} of ${contacts.length} crossings flagged, ${risks.length} flags`);
    expect(contacts.length).toBeGreaterThan(0);
    expect(missed).toEqual([]);
  });

  it('one identity a person, no sample under a wrong one, looks at less than a tenth of the faces', async (context) => {
    const { identities, tracks, recognition } = await analyzed(context);
    const found = identities.filter(({ sure }) => sure).map((identity) => {
      const counts = new Map<Name | undefined, number>();
      for (const track of tracks.filter(({ id }) => identity.tracks.includes(id))) {
        track.frames.forEach((frame, sample) => {
          if (sampleOrigins[track.origins[sample] as number] !== 'detected') return;
          const who = whoIsAt(frame, boxOf(track.boxes, sample));
          counts.set(who, (counts.get(who) ?? 0) + 1);
        });
      }
      return counts;
    });
    console.log(`sure people: ${found.map((counts) => [...counts].map(([who, count]) => `${String(who)} ${count}`).join(' ')).join('; ')}; looks at ${recognition.embedded} of ${recognition.trackFrames} faces, ${recognition.cuts} cuts`);
    expect(found.map((counts) => [...counts.keys()])).toHaveLength(3);
    expect(found.map((counts) => counts.size)).toEqual([1, 1, 1]);
    expect(found.flatMap((counts) => [...counts.keys()]).sort()).toEqual([...names]);
    expect(recognition.embedded / recognition.trackFrames).toBeLessThan(0.1);
  });

  /**
   * C comes back half behind the others for 8 frames of 146 that no network knows by: hidden, as whoever is not known. A face counts as unmasked when
   * no more than `hiddenMax` of it is hidden.
   */
  it.for([['A', 0.99], ['B', 0.99], ['C', 0.94]] as const)('%s is kept in the frames in which no hidden head lies over theirs; nobody else is seen', ([name, keptMin], context) => {
    const known = crossingAnalysis;
    if (known === undefined) return; // the test before was skipped and says why
    const truth = readTruth('crossing_three');
    const { tracks } = JSON.parse(readFileSync(requireShared(context, 'media/truth/crossing_three.json'), 'utf8')) as { tracks: Record<number, { person: string }> };
    const identity = known.identities.find(({ sure, best }) => sure && best !== null && whoIsAt(best.frame, best.box) === name);
    const hide = { kind: 'people', others: 'hide', keep: [identity?.id ?? -1], hide: [], shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } as const;
    const planner = new FramePlanner(plan(known, { hide }));
    let [kept, faces] = [0, 0];
    const exposed: string[] = [];
    truth.faces.forEach((each, frame) => {
      const window = crossingWindows[frame];
      if (window === undefined) return;
      for (const { track, box } of each) {
        const who = tracks[track]?.person;
        const hidden = hiddenPart(box, planner.at(frame).masks);
        if (who !== name) {
          if (hidden < 0.6) exposed.push(`${String(who)} in frame ${frame}`);
        } else if (!names.some((other) => other !== name && intersectionArea(headOf(window[other]), headOf(window[name])) > 0)) {
          faces += 1;
          if (hidden <= hiddenMax) kept += 1;
        }
      }
    });
    console.log(`${name}: unmasked in ${kept} of ${faces} frames; ${exposed.length} faces of others exposed`);
    expect(exposed).toEqual([]);
    expect(kept / faces).toBeGreaterThanOrEqual(keptMin);
  });
});

/** Layouts, on the same analysis: an analysis takes most of the time of this file. */
describe('three people who cross, each in a place of their own and followed', () => {
  const hide = { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } } as const;
  const middleOf = ({ x, y, width, height }: FrameBox): { x: number; y: number } => ({ x: x + width / 2, y: y + height / 2 });
  const holds = (view: FrameBox, { x, y }: { readonly x: number; readonly y: number }): boolean => x >= view.x && x < view.x + view.width && y >= view.y && y < view.y + view.height;

  it('side by side: who is in a place stays in it, on at least 98 % of the frames', () => {
    const known = crossingAnalysis;
    if (known === undefined) return; // the tests before were skipped and say why
    const layout = { kind: 'split', people: [], places: 2, arrangement: 'side-by-side', canvas: { widthPx: 1920, heightPx: 1080 }, fit: 'cover', whenGone: 'hold', highlightSpeaker: false } as const;
    const tiles = plan(known, { hide, layout }).canvas?.tiles ?? [];
    expect(tiles).toHaveLength(2);
    const whose = tiles.map(({ person }) => nameOf(known, person ?? -1));
    let right = 0;
    const away: number[] = [0, 0];
    crossingWindows.forEach((window, frame) => {
      const good = tiles.every(({ states, views, firstFrame }, index) => {
        const sample = frame - firstFrame;
        if (states[sample] !== tileStates.shown) away[index] = (away[index] as number) + 1;
        const who = whose[index];
        return states[sample] === tileStates.held || (who !== undefined && states[sample] === tileStates.shown && holds(boxOf(views, sample), middleOf(headOf(window[who]))));
      });
      if (good) right += 1;
    });
    console.log(`left ${String(whose[0])}, right ${String(whose[1])}: in their places on ${right} of ${crossingWindows.length} frames; held on ${away.join(' and ')}`);
    expect(new Set(whose).size).toBe(2);
    expect(right / crossingWindows.length).toBeGreaterThanOrEqual(0.98);
    expect(Math.max(...away) / crossingWindows.length).toBeLessThan(0.05);
  });

  it.for(names)('9:16 after %s: the face is in the view on every frame on which it was found, and speed keeps its bounds', (name) => {
    const known = crossingAnalysis;
    if (known === undefined) return;
    const identity = known.identities.find(({ id, sure }) => sure && nameOf(known, id) === name);
    const layout = { kind: 'follow', person: identity?.id ?? -1, canvas: { widthPx: 606, heightPx: 1080 }, whenGone: 'hold' } as const;
    const tile = plan(known, { hide, layout }).canvas?.tiles[0];
    if (tile === undefined) throw new Error('a layout makes a tile');
    let [faces, inside, fastest] = [0, 0, 0];
    for (const track of known.tracks.filter(({ id }) => identity?.tracks.includes(id) === true)) {
      track.frames.forEach((frame, sample) => {
        if (sampleOrigins[track.origins[sample] as number] !== 'detected' || whoIsAt(frame, boxOf(track.boxes, sample)) !== name) return;
        faces += 1;
        if (tile.states[frame] === tileStates.shown && holds(boxOf(tile.views, frame), middleOf(boxOf(track.boxes, sample)))) inside += 1;
      });
    }
    for (let frame = 1; frame < tile.states.length; frame++) {
      if (tile.states[frame] !== tileStates.shown || tile.states[frame - 1] !== tileStates.shown) continue;
      fastest = Math.max(fastest, 30 * Math.abs(boxOf(tile.views, frame).x - boxOf(tile.views, frame - 1).x));
    }
    console.log(`${name}: in the view on ${inside} of ${faces} frames; at most ${fastest.toFixed(0)} px/s`);
    expect(faces).toBeGreaterThan(100);
    expect(inside / faces).toBeGreaterThanOrEqual(0.99);
    expect(fastest).toBeLessThan(1.21 * 720);
  });
});

describe('six clips of three people', () => {
  it('nobody is taken for somebody else; every missed one is counted', async (context) => {
    const clips = ['again', 'no', 'school', 'walk', 'milk', 'thanks'];
    const paths = clips.map((clip) => requireShared(context, `media/faces/asl_${clip}.mkv`));
    const { sure, across } = await site.call<{ sure: number[]; across: PersonOfVideo[][] }>('recognize', 'videos', { detector: 'yunet' }, paths);
    const groups = across.map((group) => group.map(({ video }) => 'AABBCC'.charAt(video)));
    const wrong = groups.filter((group) => new Set(group).size > 1);
    console.log(`people a clip: ${sure.join(' ')}; groups ${groups.map((group) => group.join('')).join(' ')}: ${3 - groups.filter((group) => group.length > 1).length} of 3 pairs missed`);
    expect(wrong).toEqual([]);
    expect(groups.flat().length).toBeGreaterThan(0);
  });
});

describe.each(['yunet', 'embedded'] as const)('photos of a family and others, %s', (detector) => {
  it('nobody is taken for somebody else; every missed pair is counted', async (context) => {
    const people: Record<string, readonly string[]> = { Dad: ['1', '2', '3'], Daughter: ['1', '2', '3'], Mom: ['1', '2'], Son: ['1', '2'] };
    const family = Object.entries(people).flatMap(([person, numbers]) => numbers.map((number) => `Family1-${person}${number}.jpg`));
    const paths = [...family, 'Family3-Lady1.jpg', 'Family3-Man1.jpg', 'detection1.jpg', 'detection2.jpg'].map((name) => requireShared(context, `media/photos/${name}`));
    const { groups, refused, distances } = await site.call<PhotoPeople>('recognize', 'photos', { detector }, paths);
    const personOf = (name: string): string => name.replace(/\d?\.jpg$/, '');
    const pairs = distances.filter(({ a, b }) => personOf(a) === personOf(b) && a.startsWith('Family'));
    const missed = pairs.filter(({ a, b }) => !groups.some((group) => group.includes(a) && group.includes(b)));
    const nearest = distances.filter(({ a, b }) => personOf(a) !== personOf(b)).sort((a, b) => a.distance - b.distance)[0];
    console.log(`${detector}: ${missed.length} of ${pairs.length} true pairs missed; furthest ${Math.max(...pairs.map(({ distance }) => distance)).toFixed(3)}, nearest strangers ${nearest?.a ?? ''} ${nearest?.b ?? ''} ${nearest?.distance.toFixed(3) ?? ''}; refused ${JSON.stringify(refused)}`);
    const strangers = (name: string): string => (name.startsWith('detection') ? name : personOf(name));
    expect(groups.filter((group) => new Set(group.map(strangers)).size > 1)).toEqual([]);
    expect(pairs.length).toBeGreaterThan(0);
  });
});
