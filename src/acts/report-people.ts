import type { Analysis, FrameRange } from '../documents/analysis.ts';
import type { Edit } from '../documents/edit.ts';
import type { ReportPerson, ReportRecognition } from '../documents/report.ts';

/** Who is in what was looked at, in order of their first appearance; whoever has a mask is hidden. Things drawn by hand are nobody. */
export function reportPeople({ source, tracks, identities }: Analysis, { masks }: Edit, { firstFrame, lastFrame }: FrameRange): ReportPerson[] {
  const masked = new Set(masks.map(({ track }) => track));
  const { ticks, timescale, lastDurationTicks } = source;
  const timeS = (frame: number): number => ((ticks[frame] ?? (ticks[ticks.length - 1] ?? 0) + lastDurationTicks) - (ticks[0] ?? 0)) / timescale;
  return identities
    .flatMap(({ id, tracks: own, name, confidence, sure }): ReportPerson[] => {
      const frames = new Set<number>();
      for (const track of tracks) if (own.includes(track.id) && track.drawn === undefined) for (const frame of track.frames) if (frame >= firstFrame && frame <= lastFrame) frames.add(frame);
      if (frames.size === 0) return [];
      const ordered = [...frames].sort((a, b) => a - b);
      const screenTimeS = ordered.reduce((sum, frame) => sum + timeS(frame + 1) - timeS(frame), 0);
      const decision = own.some((track) => masked.has(track)) ? 'hidden' : 'shown';
      return [{ id, name: name ?? null, screenTimeS, firstS: timeS(ordered[0] as number), lastS: timeS((ordered[ordered.length - 1] as number) + 1), decision, confidence, sure }];
    })
    .sort((a, b) => a.firstS - b.firstS || a.id - b.id);
}

/** How people were told apart, in figures. */
export function reportRecognition({ recognition: { embedded, trackFrames, risks, cuts } }: Analysis): ReportRecognition {
  return { facesLookedAt: embedded, facesFollowed: trackFrames, crossings: risks.filter(({ kind }) => kind === 'crossing').length, corrections: cuts };
}
