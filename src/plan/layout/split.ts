import type { Analysis, FrameRange, Identity } from '../../documents/analysis.ts';
import type { CanvasEdit } from '../../documents/edit.ts';
import type { SplitLayout } from '../../documents/layout.ts';
import { canvasWith, hullOf } from './canvas-edit.ts';
import { frameTimes } from './frame-times.ts';
import { choosePeople, sightingsOf } from './people-seen.ts';
import { placesOf } from './places.ts';
import { shotsIn } from './shots.ts';
import { leftToRight } from './sides.ts';
import { withOutline } from './speaker-outline.ts';

/**
 * Several people, each in a place of their own for the whole video: those named in their order, then those who are seen longest, from left to right as
 * they stand in the picture. Where fewer people are seen than there are places, there are as many places as people. Throws `people/no-match` and
 * `layout/nobody`.
 */
export function splitPeople(analysis: Analysis, layout: SplitLayout, cuts: readonly FrameRange[]): CanvasEdit {
  const people = inOrder(analysis, choosePeople(analysis, layout.people, layout.places, cuts), layout.people, cuts);
  const places = placesOf(layout.canvas, layout.arrangement, people.length);
  const canvas = canvasWith(analysis, layout.canvas, people, places, layout.fit, layout.whenGone, cuts);
  const asked = { ...canvas, placesAsked: layout.places };
  if (!layout.highlightSpeaker) return asked;
  return { ...asked, tiles: canvas.tiles.map((tile, index) => withOutline(tile, analysis, people[index] as Identity)) };
}

function inOrder(analysis: Analysis, people: readonly Identity[], named: readonly number[], cuts: readonly FrameRange[]): Identity[] {
  const isNamed = ({ tracks }: Identity): boolean => tracks.some((track) => named.includes(track));
  const added = people.filter((person) => !isNamed(person));
  const range = hullOf(cuts);
  const order = leftToRight(added.map((person) => sightingsOf(analysis, person, range)), shotsIn(analysis, range), analysis.source.widthPx ?? 1, frameTimes(analysis.source));
  return [...people.filter(isNamed), ...order.map((index) => added[index] as Identity)];
}
