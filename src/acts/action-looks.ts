import { throwIfCancelled } from '../core/errors.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import type { ActionScores } from '../documents/action-scores.ts';
import type { Track } from '../documents/analysis.ts';
import type { Observations, RunInfo } from '../documents/observations.ts';
import { actionWindows, windowStride } from '../models/action-window.ts';
import type { ActionWindow } from '../models/action-window.ts';
import { actionFramesPerS, bodyPath } from '../models/body-path.ts';
import type { WindowBatch } from '../models/action-network.ts';
import { frameClock } from '../tracking/tracklet.ts';
import type { FrameClock } from '../tracking/tracklet.ts';

/** A worker that runs the network for actions. */
export interface ActionLane {
  /** Loads, checks and tests it; resolves with its labels. Throws `model/*`. */
  open(): Promise<readonly string[]>;
  /** The windows' buffer moves there and does not come back. Throws `model/run-failed`. */
  probabilities(batch: WindowBatch & { readonly values: Float32Array<ArrayBuffer> }): Promise<Float32Array<ArrayBuffer>>;
  close(): void;
}

/** Windows of several people in one run. */
const batchMax = 64;

interface TrackWindow extends ActionWindow {
  readonly track: number;
  readonly startUs: number;
}

/** A window of which the network has said what it has to say. */
interface ScoredWindow {
  readonly track: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly liveliest: number;
  readonly probabilities: Float32Array;
}

/**
 * What the people found in a video do, window by window: all bodies with poses go through the network, windows of one length together. Nothing is loaded
 * where there are no windows. Throws `model/*`, `job/cancelled`.
 */
export async function lookAtActions(observations: Observations, tracks: readonly Track[], makeLane: () => ActionLane, signal: AbortSignal): Promise<Observations> {
  const { source, runs } = observations;
  const began = performance.now();
  const bodies = tracks.filter(({ kind, poses }) => kind === 'person' && poses !== undefined);
  const scored: ScoredWindow[] = [];
  let labels: readonly string[] = [];
  let lane: ActionLane | undefined;
  try {
    for (const batch of batched(windowsOf(bodies, frameClock(source.ticks, source.timescale)))) {
      throwIfCancelled(signal);
      if (lane === undefined) labels = await (lane = makeLane()).open();
      const probabilities = await lane.probabilities(valuesOf(batch));
      signOfLife();
      batch.forEach((window, row) => scored.push(scoredOf(window, probabilities.slice(labels.length * row, labels.length * (row + 1)))));
    }
    throwIfCancelled(signal);
    const frames = new Set(bodies.flatMap((track) => [...track.frames])).size;
    const run: RunInfo = { stage: 'actions', backend: 'wasm', frames, ms: performance.now() - began, detail: `${scored.length} windows` };
    return { ...observations, actions: scoresOf(labels, scored), runs: [...runs, run] };
  } finally {
    lane?.close();
  }
}

/** One after the other: those of two hours together would not fit into memory. */
function* windowsOf(bodies: readonly Track[], clock: FrameClock): Generator<TrackWindow, void, undefined> {
  for (const { id, frames, poses = new Float32Array(0) } of bodies) {
    const timesS = Float64Array.from(frames, (frame) => clock.timeS(frame));
    const startS = timesS[0] ?? 0;
    for (const window of actionWindows(bodyPath(poses, timesS))) yield { ...window, track: id, startUs: Math.round(1e6 * (startS + window.firstFrame / actionFramesPerS)) };
  }
}

/** Windows of one length, so many at a time; at the end what is left of each. */
function* batched(windows: Iterable<TrackWindow>): Generator<TrackWindow[], void, undefined> {
  const waiting = new Map<number, TrackWindow[]>();
  for (const window of windows) {
    const alike = [...(waiting.get(window.frames) ?? []), window];
    waiting.set(window.frames, alike.length < batchMax ? alike : []);
    if (alike.length === batchMax) yield alike;
  }
  for (const alike of waiting.values()) if (alike.length > 0) yield alike;
}

function valuesOf(batch: readonly ActionWindow[]): WindowBatch & { readonly values: Float32Array<ArrayBuffer> } {
  const frames = batch[0]?.frames ?? 0;
  const values = new Float32Array(batch.length * frames * windowStride);
  batch.forEach((window, row) => values.set(window.values, row * frames * windowStride));
  return { count: batch.length, frames, values };
}

function scoredOf({ track, startUs, frames, liveliest }: TrackWindow, probabilities: Float32Array): ScoredWindow {
  return { track, startUs, endUs: startUs + Math.round((1e6 * frames) / actionFramesPerS), liveliest, probabilities };
}

function scoresOf(labels: readonly string[], scored: readonly ScoredWindow[]): ActionScores {
  const ordered = scored.toSorted((a, b) => a.track - b.track || a.startUs - b.startUs);
  const probabilities = new Float32Array(labels.length * ordered.length);
  ordered.forEach((window, row) => probabilities.set(window.probabilities, labels.length * row));
  return {
    labels,
    tracks: Int32Array.from(ordered, ({ track }) => track),
    startsUs: Float64Array.from(ordered, ({ startUs }) => startUs),
    endsUs: Float64Array.from(ordered, ({ endUs }) => endUs),
    liveliest: Float32Array.from(ordered, ({ liveliest }) => liveliest),
    probabilities,
  };
}
