/** How boxes become tracks. Scores are on the scale common to all detectors, where 0.5 is a face at default sensitivity. */
export interface TrackerOptions {
  /** At this score a detection starts a track (or continues one first). */
  readonly startScoreMin: number;
  /** From this score on a detection may continue a track, never start one. */
  readonly continueScoreMin: number;
  /** A track not seen for longer is removed … */
  readonly lostMaxS: number;
  /** … but never before it was missed this many times: in a slide show of one picture a second, time alone says nothing. */
  readonly lostUpdatesMin: number;
  /** A low score continues a track only so soon after it was last seen. */
  readonly lowGapMaxS: number;
  /** Pairs that cost as much (0–1) are never matched. */
  readonly matchCostMax: number;
}

/** At sensitivity 0 and 1 a track starts at 0.7 and 0.3: below .3, detectors find as many curtains as faces (FACTS, recall table). */
const startScoreAtMiddle = 0.5;
const startScorePerSensitivity = 0.4;
/** ByteTrack continues from .1 where it starts at .6; YuNet and SSD say .2–.25 of .5 before noise (FACTS: BlazeFace ≥ .25). */
const continuePartOfStart = 0.4;

/** Thresholds for a sensitivity of 0–1 (0.5 default); higher hides more. Other numbers are ByteTrack's (buffer 30 frames, match .8). */
export function trackerOptions(sensitivity: number): TrackerOptions {
  const startScoreMin = startScoreAtMiddle + (0.5 - sensitivity) * startScorePerSensitivity;
  return {
    startScoreMin,
    continueScoreMin: startScoreMin * continuePartOfStart,
    lostMaxS: 1,
    lostUpdatesMin: 3,
    lowGapMaxS: 0.5,
    matchCostMax: 0.8,
  };
}
