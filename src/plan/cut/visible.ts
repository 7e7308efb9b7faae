import { AppError } from '../../core/errors.ts';
import { union } from '../../core/intervals.ts';
import type { Interval } from '../../core/intervals.ts';
import { sampleOrigins } from '../../documents/analysis.ts';
import type { Analysis, SampleOrigin, Track } from '../../documents/analysis.ts';
import { spanOf } from './timeline.ts';

/** What counts as seen: found, or in between two places where it was. Beyond those, a track goes on only to hide more than was seen. */
const seenOrigins: readonly SampleOrigin[] = ['detected', 'bridged'];
const seen = new Set(seenOrigins.map((origin) => sampleOrigins.indexOf(origin)));

/** The tracks of each of some people, who are named by any track of theirs; who is named twice counts once. Throws `people/no-match`. */
export function tracksOfPeople({ identities }: Analysis, people: readonly number[]): ReadonlySet<number>[] {
  const found = people.map((id) => {
    const person = identities.find(({ tracks }) => tracks.includes(id));
    if (person === undefined) throw new AppError('people/no-match', { who: `person ${id}` });
    return person;
  });
  return [...new Set(found)].map(({ tracks }) => new Set(tracks));
}

/** When any of some tracks is seen, in ticks of the source; null: any track that is not drawn by hand. */
export function visibleStretches({ source, tracks }: Analysis, wanted: ReadonlySet<number> | null): Interval[] {
  const stretches = tracks.filter(({ id, drawn }) => drawn === undefined && (wanted === null || wanted.has(id))).flatMap(seenRuns);
  return union(stretches.map(([firstFrame, lastFrame]) => spanOf(source, { firstFrame, lastFrame })));
}

function seenRuns({ frames, origins }: Track): [number, number][] {
  const runs: [number, number][] = [];
  let last = -1;
  for (let sample = 0; sample < frames.length; sample += 1) {
    if (!seen.has(origins[sample] as number)) continue;
    const frame = frames[sample] as number;
    const run = runs.at(-1);
    if (run !== undefined && last === sample - 1) run[1] = frame;
    else runs.push([frame, frame]);
    last = sample;
  }
  return runs;
}
