import type { RunInfo } from '../documents/observations.ts';
import type { Report } from '../documents/report.ts';
import type { AuditResult } from './audit.ts';
import type { RenderRequest } from './render-job.ts';
import type { Rendered } from './render.ts';

/** Writes down what a job did; every figure is one that was counted or measured on the way. */
export function reportOf(
  request: RenderRequest,
  leftOut: readonly string[],
  rendered: Rendered,
  audited: AuditResult,
  auditRun: RunInfo,
  sha256: string,
): Report {
  const { facts, edit, file } = request;
  return {
    version: 1,
    source: { name: file.name, fingerprint: facts.fingerprint, frames: facts.sourceFrames },
    output: { name: outputName(file.name), bytes: rendered.bytes, sha256, videoCodec: rendered.encoder.config.codec, frames: rendered.frames },
    runs: [...facts.runs, rendered.run, auditRun],
    detector: facts.detector,
    backend: 'cpu',
    backendReason: 'the GPU way is not built yet; the CPU way is its reference',
    framesHiddenWhole: rendered.framesHiddenWhole,
    framesUnknown: facts.framesUnknown,
    tracks: new Set(edit.masks.map((mask) => mask.track)).size,
    audit: { passed: audited.checks.every((check) => check.passed), checks: audited.checks },
    notes: leftOut.map((what) => `left out: ${what}`),
  };
}

/** The name under which the finished video is offered. */
export function outputName(sourceName: string): string {
  return `${sourceName.replace(/\.[^.]+$/, '')}-veiled.mp4`;
}
