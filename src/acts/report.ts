import type { RunInfo } from '../documents/observations.ts';
import type { Report } from '../documents/report.ts';
import type { AuditResult } from './audit.ts';
import type { PlannedRender } from './render-job.ts';
import type { Rendered } from './render.ts';

/** Writes down what a job did; every figure is one that was counted or measured on the way. */
export function reportOf(
  sourceName: string,
  { facts, edit }: PlannedRender,
  leftOut: readonly string[],
  rendered: Rendered,
  audited: AuditResult,
  auditRun: RunInfo,
  sha256: string,
): Report {
  return {
    version: 1,
    source: { name: sourceName, fingerprint: facts.fingerprint, frames: facts.sourceFrames },
    output: { name: outputName(sourceName), bytes: rendered.bytes, sha256, videoCodec: rendered.encoder.config.codec, frames: rendered.frames },
    runs: [...facts.runs, rendered.run, auditRun],
    detector: facts.detector,
    backend: 'cpu',
    backendReason: 'the GPU way is not built yet; the CPU way is its reference',
    framesHiddenWhole: rendered.framesHiddenWhole,
    framesUnknown: facts.framesUnknown,
    tracks: new Set(edit.masks.map((mask) => mask.track)).size,
    audit: { passed: audited.checks.every((check) => check.passed), checks: audited.checks },
    notes: [...leftOut.map((what) => `left out: ${what}`), ...resizedNote(rendered.framesResized)],
  };
}

function resizedNote(frames: number): string[] {
  return frames === 0 ? [] : [`${frames} frames had another size and were stretched to that of the video`];
}

/** The name under which the finished video is offered. */
export function outputName(sourceName: string): string {
  return `${sourceName.replace(/\.[^.]+$/, '')}-veiled.mp4`;
}
