import type { Analysis, FrameRange } from '../documents/analysis.ts';
import type { Corrections } from '../documents/corrections.ts';
import type { Observations } from '../documents/observations.ts';
import { evidenceOf, isConvincing } from '../tracking/evidence.ts';
import { joinTracklets } from '../tracking/join.ts';
import { linkTracklets } from '../tracking/link.ts';
import { trackerOptions } from '../tracking/options.ts';
import { repairTrack } from '../tracking/repair.ts';
import type { RepairBounds } from '../tracking/repair.ts';
import { shotStartsOf } from '../tracking/shots.ts';
import { smoothBoxes } from '../tracking/smooth.ts';
import { frameClock } from '../tracking/tracklet.ts';
import { findActions } from './actions.ts';
import { withBodies } from './bodies.ts';
import { bodyContext } from './body-tracks.ts';
import { nearestLooked } from './looked.ts';
import { findPeople } from './people.ts';
import type { FoundPeople } from './people.ts';
import { replay } from './replay.ts';
import { findSpeech } from './speech.ts';
import { mergeRanges, rangeIfAny, unknownRanges } from './unknown.ts';
import { withinTracks } from './within-tracks.ts';

/**
 * Act two: detections become tracks, tracks become people where their looks tell, bodies are followed and told
 * by their faces whose they are, the user's corrections are replayed, what was heard becomes stretches of speech, and failures become `unknown` frames. Pure; linear in frames. Every detection that could start a track is in one; a track is left out only when the
 * detector was never sure and mostly said no (`isConvincing`). Doubt else only shortens how far its ends are extended.
 */
export function understand(observations: Observations, corrections: Corrections): Analysis {
  return withCorrections(observations, find(observations), corrections);
}

/** The first part of `understand`: what was found and who is who, before anybody corrected it. The same for the same observations. */
export function find(observations: Observations): FoundPeople {
  const { widthPx, heightPx } = observations.source;
  return widthPx === null || heightPx === null ? nobody : findTracks(observations, widthPx, heightPx);
}

/** The second part: what was found in these observations with the user's corrections. Takes a moment also where finding took long. */
export function withCorrections(observations: Observations, { recognition, looks, speakers, ...found }: FoundPeople, corrections: Corrections): Analysis {
  const { source, settings, sceneChanges, runs } = observations;
  const lastFrame = source.ticks.length - 1;
  const { tracks, identities, hiddenWhole, ineffective } = replay({ source, ...found }, corrections);
  const unknown: FrameRange[] = mergeRanges([
    ...unknownRanges(observations.statuses, settings.firstFrame),
    // Nobody looked outside of the range: whatever is made of those frames hides them whole.
    ...rangeIfAny(0, settings.firstFrame - 1),
    ...rangeIfAny(settings.lastFrame + 1, lastFrame),
    ...hiddenWhole,
  ]);
  const shotStarts = shotStartsOf(sceneChanges, settings.firstFrame);
  const clock = frameClock(source.ticks, source.timescale);
  const heard = settings.speakers === true ? { speakers: withinTracks(speakers, tracks, clock) } : {};
  const actions = observations.actions === undefined ? [] : withinTracks(findActions(observations.actions), tracks, clock);
  return { source, tracks, identities, recognition, looks, ...findSpeech(observations.speech), ...heard, actions, unknown, shotStarts, runs, ineffective };
}

const nobody: FoundPeople = { tracks: [], identities: [], recognition: { embedded: 0, trackFrames: 0, risks: [], cuts: 0 }, looks: [], speakers: [] };

function findTracks(observations: Observations, widthPx: number, heightPx: number): FoundPeople {
  const { source, settings, statuses } = observations;
  const options = trackerOptions(settings.sensitivity);
  const clock = frameClock(source.ticks, source.timescale);
  const bounds: RepairBounds = {
    firstFrame: settings.firstFrame,
    lastFrame: Math.min(settings.lastFrame, source.ticks.length - 1),
    widthPx,
    heightPx,
    lookedBefore: (frame) => nearestLooked(statuses, frame - settings.firstFrame, -1) + settings.firstFrame,
    lookedAfter: (frame) => nearestLooked(statuses, frame - settings.firstFrame, 1) + settings.firstFrame,
  };
  const tracklets = joinTracklets(linkTracklets(observations, options), clock).filter((tracklet) => isConvincing(tracklet, options));
  const found = findPeople(
    tracklets.map((tracklet) => ({ tracklet, evidence: evidenceOf(tracklet, options) })),
    observations,
    (id, tracklet, evidence) => repairTrack(id, smoothBoxes(tracklet, clock), evidence, clock, bounds),
    clock,
  );
  const bodies = bodyContext(observations, options, clock, bounds);
  return bodies === undefined ? found : withBodies(found, observations, bodies);
}
