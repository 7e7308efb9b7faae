import type { RunInfo } from '../documents/observations.ts';
import type { Report } from '../documents/report.ts';
import type { VideoTrack } from '../media/movie.ts';
import type { Media } from '../media/open-media.ts';
import type { AuditResult } from './audit.ts';
import { unlikeSource } from './output-check.ts';
import type { PlannedRender } from './render-job.ts';
import type { Rendered } from './render.ts';

/** What was made, as far as the report tells. */
interface Made {
  readonly kind: Report['kind'];
  readonly name: string;
  readonly codec: string;
  readonly bytes: number;
  readonly frames: number;
  readonly backend: Report['backend'];
  readonly backendReason: string;
  readonly framesHiddenWhole: number;
  readonly run: RunInfo;
  /** In what it is unlike its source. */
  readonly notes: readonly string[];
}

/** Writes down what a job did; every figure is one that was counted or measured on the way. */
export function reportOf(
  { name: sourceName, leftOut }: Pick<Media, 'name' | 'leftOut'>,
  { facts, edit }: PlannedRender,
  made: Made,
  audited: AuditResult,
  auditRun: RunInfo,
  sha256: string,
): Report {
  return {
    version: 1,
    kind: made.kind,
    source: { name: sourceName, fingerprint: facts.fingerprint, frames: facts.sourceFrames },
    output: { name: made.name, bytes: made.bytes, sha256, videoCodec: made.codec, frames: made.frames },
    runs: [...facts.runs, made.run, auditRun],
    detector: facts.detector,
    backend: made.backend,
    backendReason: made.backendReason,
    framesHiddenWhole: made.framesHiddenWhole,
    framesUnknown: facts.framesUnknown,
    tracks: new Set(edit.masks.map((mask) => mask.track)).size,
    audit: { passed: audited.checks.every((check) => check.passed), checks: audited.checks },
    notes: [...leftOut.map((what) => `left out: ${what}`), ...made.notes],
  };
}

/** In what a new video is unlike its source, for the report. */
export function videoNotes(video: VideoTrack, { framesResized }: Pick<Rendered, 'framesResized'>): string[] {
  return [...unlikeNote(video), ...resizedNote(framesResized)];
}

function unlikeNote(video: VideoTrack): string[] {
  const unlike = unlikeSource(video);
  if (unlike === null) return [];
  const { transfer, format } = unlike.details;
  return [unlike.code === 'tone-mapped' ? `HDR (${String(transfer)}) mapped to SDR BT.709, 8 bit 4:2:0, from ${String(format)}` : `8 bit 4:2:0, from ${String(format)}`];
}

function resizedNote(frames: number): string[] {
  return frames === 0 ? [] : [`${frames} frames had another size and were stretched to that of the video`];
}
