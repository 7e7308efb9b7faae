import { sampleOrigins } from '../documents/analysis.ts';
import type { Track } from '../documents/analysis.ts';
import { boxOf } from '../documents/box-columns.ts';
import type { RiskItem, RiskItemKind } from '../documents/risks.ts';
import { joinSwaps } from './join-risks.ts';
import { runsOf } from './risk-context.ts';
import type { RiskContext, SeenTrack } from './risk-context.ts';

/** Severities and bounds are chosen by what a mistake there would show: an unmasked face more than a mask too many. */
const gapS = 0.25;
const gapWorstS = 1;
/** Below this score a detector rather says "no face" (0.5 is a face at default sensitivity). */
const lowScore = 0.5;
const lowScoreS = 0.2;
/** So far from the border, in shares of the box, a face did not just walk out of the picture. */
const borderShare = 0.25;
/** A video's first and last moments begin and end tracks by themselves. */
const edgeS = 0.1;
const closeCall = 0.5;

const detected = sampleOrigins.indexOf('detected');
const bridged = sampleOrigins.indexOf('bridged');

/** Each finds one kind of risk or two; linear in samples. */
export const riskFinders: readonly ((context: RiskContext) => RiskItem[])[] = [findGaps, findLowScores, findEnds, findSeenOnce, findSwaps, findDoubts, findUnknown];

/** Looks were left out on purpose between frames of the fast quality: only what lasts is a gap. */
function findGaps({ tracks, secondsBetween }: RiskContext): RiskItem[] {
  return tracks.flatMap(({ track, firstSeen, lastSeen }) =>
    runsOf(firstSeen, lastSeen, (sample) => track.origins[sample] === bridged).flatMap(([from, to]) => {
      const seconds = secondsBetween(frameOf(track, from - 1), frameOf(track, to + 1));
      return seconds < gapS ? [] : [onTrack('gap', track, from, to, Math.floor((from + to) / 2), 0.4 + 0.5 * Math.min(1, seconds / gapWorstS))];
    }),
  );
}

function findLowScores({ tracks, secondsBetween }: RiskContext): RiskItem[] {
  return tracks.flatMap(({ track, firstSeen, lastSeen }) => {
    const isLow = (sample: number): boolean => track.origins[sample] !== detected || (track.scores[sample] as number) < lowScore;
    return runsOf(firstSeen, lastSeen, isLow).flatMap(([from, to]) => {
      const looks = samples(from, to).filter((sample) => track.origins[sample] === detected);
      const worst = looks.reduce((least, sample) => ((track.scores[sample] as number) < (track.scores[least] as number) ? sample : least), looks[0] ?? from);
      if (looks.length < 2 || secondsBetween(frameOf(track, from), frameOf(track, to)) < lowScoreS) return [];
      return [onTrack('low-score', track, from, to, worst, 0.3 + 0.3 * (1 - (track.scores[worst] as number) / lowScore))];
    });
  });
}

/**
 * A face that is suddenly there or gone, away from the border, with no other track in its place. Where all faces of before go and all that come after
 * begin, two or more, the scene was cut: less to fear.
 */
function findEnds(context: RiskContext): RiskItem[] {
  const { tracks, range, secondsBetween } = context;
  const seen = tracks.filter(({ firstSeen, lastSeen }) => lastSeen > firstSeen);
  const starts = seen.filter(({ track, firstSeen }) => secondsBetween(range.firstFrame, frameOf(track, firstSeen)) > edgeS && isAlone(context, track, firstSeen, -1));
  const ends = seen.filter(({ track, lastSeen }) => secondsBetween(frameOf(track, lastSeen), range.lastFrame) > edgeS && isAlone(context, track, lastSeen, 1));
  const firstOf = ({ track, firstSeen }: SeenTrack): number => frameOf(track, firstSeen);
  const lastOf = ({ track, lastSeen }: SeenTrack): number => frameOf(track, lastSeen);
  /** Between a frame and the next; a frame more or less does not count. */
  const isCut = (frame: number): boolean => {
    const near = seen.filter((each) => firstOf(each) <= frame + 2 && lastOf(each) >= frame - 1);
    return near.length > 1 && near.every((each) => Math.abs(lastOf(each) - frame) <= 1 || Math.abs(firstOf(each) - frame - 1) <= 1);
  };
  return [
    ...starts.map((each) => onTrack('starts', each.track, each.firstSeen, each.firstSeen, each.firstSeen, isCut(firstOf(each) - 1) ? 0.15 : 0.5)),
    ...ends.map((each) => onTrack('ends', each.track, each.lastSeen, each.lastSeen, each.lastSeen, isCut(lastOf(each)) ? 0.15 : 0.6)),
  ];
}

function isAlone({ analysis, isCovered }: RiskContext, track: Track, sample: number, direction: 1 | -1): boolean {
  const { widthPx, heightPx } = analysis.source;
  const box = boxOf(track.boxes, sample);
  const [roomX, roomY] = [borderShare * box.width, borderShare * box.height];
  const isInside = box.x > roomX && box.y > roomY && box.x + box.width + roomX < (widthPx ?? 0) && box.y + box.height + roomY < (heightPx ?? 0);
  const beyond = direction > 0 ? (track.frames.at(-1) as number) + 1 : (track.frames[0] as number) - 1;
  return isInside && !isCovered(box, frameOf(track, sample) + direction, track) && !isCovered(box, beyond, track);
}

function findSeenOnce({ tracks, range }: RiskContext): RiskItem[] {
  if (range.firstFrame === range.lastFrame) return []; // a photo: every face is seen once
  return tracks.flatMap(({ track, firstSeen, lastSeen }) => (firstSeen === lastSeen ? [onTrack('seen-once', track, firstSeen, firstSeen, firstSeen, 0.45)] : []));
}

function findSwaps({ analysis, tracks, secondsBetween }: RiskContext): RiskItem[] {
  return joinSwaps(analysis.recognition.risks, secondsBetween).flatMap((risks): RiskItem[] => {
    const [first] = risks;
    const concerned = tracks.filter(({ track }) => risks.some((risk) => risk.tracks.includes(track.id))).map(({ track }) => track);
    if (first === undefined || concerned[0] === undefined) return [];
    const lastFrame = Math.max(...risks.map((risk) => risk.lastFrame));
    const frame = Math.floor((first.firstFrame + lastFrame) / 2);
    const track = concerned.find(({ frames }) => (frames[0] as number) <= frame && (frames.at(-1) as number) >= frame) ?? concerned[0];
    const at = Math.min(track.frames.length - 1, Math.max(0, frame - frameOf(track, 0)));
    const key = `swap:${first.kind}:${first.tracks.join('+')}:${first.firstFrame}`;
    return [{ ...onTrack('swap', track, at, at, at, 0.65), key, firstFrame: Math.min(first.firstFrame, frameOf(track, at)), lastFrame: Math.max(lastFrame, frameOf(track, at)) }];
  });
}

/** Who is shown although nobody is sure is the worst of all; who is hidden by the user's word is no doubt any more. */
function findDoubts({ analysis: { identities }, tracks }: RiskContext): RiskItem[] {
  return identities.flatMap((person): RiskItem[] => {
    const kind = !person.sure ? 'unsure' : person.confidence < closeCall ? 'close-call' : undefined;
    const own = tracks.filter(({ track }) => person.tracks.includes(track.id));
    const bestFrame = person.best?.frame ?? -1;
    const seen = own.find(({ track, firstSeen, lastSeen }) => bestFrame >= frameOf(track, firstSeen) && bestFrame <= frameOf(track, lastSeen)) ?? own[0];
    if (kind === undefined || seen === undefined || person.decision === 'hide') return [];
    const { track, firstSeen, lastSeen } = seen;
    const sample = bestFrame - frameOf(track, 0);
    const severity = person.decision === 'show' ? 0.95 : kind === 'unsure' ? 0.25 : 0.35;
    return [{ ...onTrack(kind, track, firstSeen, lastSeen, sample >= firstSeen && sample <= lastSeen ? sample : firstSeen, severity), key: `${kind}:${person.id}` }];
  });
}

function findUnknown({ unknown, range }: RiskContext): RiskItem[] {
  return unknown.flatMap(({ firstFrame, lastFrame }): RiskItem[] => {
    const [first, last] = [Math.max(firstFrame, range.firstFrame), Math.min(lastFrame, range.lastFrame)];
    return first > last ? [] : [{ key: `unknown:${first}`, kind: 'unknown', severity: 0.2, firstFrame: first, lastFrame: last, frame: first }];
  });
}

function onTrack(kind: RiskItemKind, track: Track, from: number, to: number, at: number, severity: number): RiskItem {
  return {
    key: `${kind}:${track.id}:${frameOf(track, from)}`,
    kind,
    severity,
    firstFrame: frameOf(track, from),
    lastFrame: frameOf(track, to),
    frame: frameOf(track, at),
    box: boxOf(track.boxes, at),
    track: track.id,
  };
}

function frameOf(track: Track, sample: number): number {
  return (track.frames[0] as number) + sample;
}

function samples(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
