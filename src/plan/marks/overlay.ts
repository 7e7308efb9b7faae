import { AppError } from '../../core/errors.ts';
import type { Analysis, Track } from '../../documents/analysis.ts';
import type { MarkPath, MarksEdit } from '../../documents/marks-edit.ts';
import type { OverlayMarks } from '../../documents/marks-intent.ts';
import { captionsOf } from './captions.ts';
import { personColor } from './palette.ts';
import { peopleDrawn, seenSamples } from './people-drawn.ts';
import type { DrawnPerson } from './people-drawn.ts';

/**
 * Draws people in a colour each, which stays theirs. A person's label is on their body, and on their face only where no body of theirs is seen; so are
 * boxes of faces in the style for publication. Throws `marks/nobody` where nobody was found, `people/no-match` where somebody is named who is nobody.
 */
export function drawOverlay(analysis: Analysis, marks: OverlayMarks): MarksEdit {
  const colors = new Map(peopleDrawn(analysis, []).map(({ id }, index) => [id, personColor(index)]));
  const people = peopleDrawn(analysis, marks.people);
  if (people.length === 0) throw new AppError('marks/nobody');
  return { style: marks.style, paths: people.flatMap((person) => pathsOf(person, colors.get(person.id) as string, analysis, marks)) };
}

function pathsOf(person: DrawnPerson, color: string, analysis: Analysis, marks: OverlayMarks): MarkPath[] {
  const captions = captionsOf(person, analysis, marks);
  const bodies = person.tracks.filter(({ kind }) => kind === 'person');
  return person.tracks.flatMap((track): MarkPath[] => {
    const common = { track: track.id, person: person.id, color, firstFrame: track.frames[0] as number, boxes: track.boxes, scores: track.scores };
    const seen = seenSamples(track);
    const skeleton = marks.skeletons && track.poses !== undefined ? { poses: track.poses } : {};
    if (track.kind === 'person') return [{ ...common, shown: seen, outline: marks.boxes, captions, ...skeleton }];
    const alone = withoutBodies(seen, common.firstFrame, bodies);
    const beside = marks.boxes && marks.style === 'review' ? [{ ...common, shown: seen.map((each, at) => each & ~(alone[at] as number)), outline: true, captions: [] }] : [];
    return [...beside, { ...common, shown: alone, outline: marks.boxes, captions }];
  });
}

/** Samples of a face on whose frames none of its person's bodies is seen. */
function withoutBodies(seen: Uint8Array, firstFrame: number, bodies: readonly Track[]): Uint8Array {
  const alone = seen.slice();
  for (const body of bodies) {
    const bodySeen = seenSamples(body);
    const offset = firstFrame - (body.frames[0] as number);
    for (let at = 0; at < alone.length; at++) if (bodySeen[at + offset] === 1) alone[at] = 0;
  }
  return alone;
}
