import type { TimeRange } from '../../documents/cut.ts';
import { readCuts } from '../../documents/exchange/cut-list.ts';
import { drawLabels, readLabels } from '../../documents/exchange/exchange.ts';
import { loadProject } from '../../documents/project-json.ts';
import { requireSource } from '../../documents/project.ts';
import type { JobOptions } from '../../rpc/job-types.ts';
import type { Job } from '../jobs/job-client.ts';
import { withProject } from '../jobs/project-options.ts';
import type { ProjectField } from '../jobs/project-options.ts';

/** Texts of files with work that was done before, and what the command line chooses anew. */
export interface SavedWork {
  /** A `.veil.json`. */
  readonly project?: string;
  /** Boxes of another tool. */
  readonly labels?: string;
  /** An EDL or OpenTimelineIO file, or WebVTT captions. */
  readonly cuts?: string;
  readonly chosen: readonly ProjectField[];
}

/** The options with what was done before. Throws `document/wrong-source` for another video's project, `document/invalid` for labels or cuts that do not fit. */
export async function withSavedWork(options: JobOptions, { project, labels, cuts, chosen }: SavedWork, job: Pick<Job, 'inspect'>): Promise<JobOptions> {
  if (project === undefined && labels === undefined && cuts === undefined) return options;
  const source = await job.inspect();
  let all = cuts === undefined ? options : withCuts(options, readCuts(cuts, source.frameRate));
  if (project !== undefined) {
    const known = loadProject(project);
    requireSource(known, source.fingerprint);
    all = withProject(all, known, new Set(chosen));
  }
  if (labels === undefined) return all;
  return { ...all, corrections: [...all.corrections, ...drawLabels(readLabels(labels), source, all.corrections)] };
}

/** Only these stretches; nobody needs to look at more. */
function withCuts(options: JobOptions, ranges: readonly TimeRange[]): JobOptions {
  return { ...options, cut: { kind: 'ranges', ranges }, startS: Math.min(...ranges.map(({ startS }) => startS)), endS: Math.max(...ranges.map(({ endS }) => endS)) };
}
