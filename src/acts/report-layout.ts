import { tileStates } from '../documents/edit.ts';
import type { Edit, TilePath } from '../documents/edit.ts';
import type { ReportLayout, ReportPlace } from '../documents/report-layout.ts';
import type { ReportPerson } from '../documents/report.ts';
import { stateOf } from '../plan/canvas-plan.ts';

/** What the places of a canvas showed over all output frames; null without one. */
export function reportLayout({ canvas, cuts }: Edit, people: readonly ReportPerson[]): ReportLayout | null {
  if (canvas === null) return null;
  const { widthPx, heightPx, tiles, placesAsked = tiles.length } = canvas;
  return { widthPx, heightPx, placesAsked, places: tiles.map((tile) => placeOf(tile, cuts, people)) };
}

/** The same in words, for the notes. */
export function layoutNotes(layout: ReportLayout | null): string[] {
  if (layout === null) return [];
  const { placesAsked, places } = layout;
  const few = places.length < placesAsked ? [`${placesAsked} places were asked for, ${places.length} ${places.length === 1 ? 'person was' : 'people were'} seen: one place each`] : [];
  const gone = places.flatMap(({ person, name, framesHeld, framesBlank, framesWide }) => {
    const away = framesHeld + framesBlank + framesWide;
    return away === 0 ? [] : [`${name ?? `person ${String(person)}`} was not seen on ${away} frames, which show ${framesHeld > 0 ? 'their last picture' : framesBlank > 0 ? 'nothing' : 'the whole picture'} in their place`];
  });
  return [...few, ...gone];
}

function placeOf(tile: TilePath, cuts: Edit['cuts'], people: readonly ReportPerson[]): ReportPlace {
  const counts = new Map<number, number>();
  for (const { firstFrame, lastFrame } of cuts) {
    for (let frame = firstFrame; frame <= lastFrame; frame++) {
      const state = stateOf(tile, frame);
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
  }
  const of = (state: number): number => counts.get(state) ?? 0;
  return {
    person: tile.person ?? null,
    name: people.find(({ id }) => id === tile.person)?.name ?? null,
    framesShown: of(tileStates.shown), framesHeld: of(tileStates.held), framesBlank: of(tileStates.absent), framesWide: of(tileStates.wide),
  };
}
