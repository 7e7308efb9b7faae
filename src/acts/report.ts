import type { RunInfo } from '../documents/observations.ts';
import type { Report } from '../documents/report.ts';
import type { AuditResult } from './audit.ts';
import type { PlannedRender } from './render-job.ts';

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
  readonly framesResized: number;
  readonly run: RunInfo;
}

/** Writes down what a job did; every figure is one that was counted or measured on the way. */
export function reportOf(
  sourceName: string,
  { facts, edit }: PlannedRender,
  leftOut: readonly string[],
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
    notes: [...leftOut.map((what) => `left out: ${what}`), ...resizedNote(made.framesResized)],
  };
}

function resizedNote(frames: number): string[] {
  return frames === 0 ? [] : [`${frames} frames had another size and were stretched to that of the video`];
}
