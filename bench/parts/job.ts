import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Session } from '../../cli/session.ts';
import type { Quality } from '../../src/documents/observations.ts';
import type { JobOptions } from '../../src/rpc/job-types.ts';
import type { Report } from '../../src/documents/report.ts';

export interface JobTime {
  readonly frames: number;
  readonly observeMs: number;
  readonly renderMs: number;
  readonly auditMs: number;
  /** From handing the file over to the finished output, without the browser's start. */
  readonly wallMs: number;
  readonly codec: string;
  readonly auditPassed: boolean;
  /** What composed the frames, and how often the GPU made trouble. */
  readonly composedOn: string;
  readonly troubles: number;
}

/** Anonymizes a clip as the command line does, in a new browser: an old profile would resume from its journal and measure nothing. */
export async function timeJob(pageFolder: string, input: string, outputFolder: string, quality: Quality, backend: JobOptions['backend'] = 'auto'): Promise<JobTime> {
  const session = await Session.open(pageFolder, backend === 'gpu' ? 'enabled' : 'own');
  try {
    const startedMs = performance.now();
    const [made] = await session.run(
      {
        kind: 'anonymize',
        input,
        output: join(outputFolder, `${quality}.mp4`),
        options: {
          quality,
          detector: 'yunet',
          backend,
          sensitivity: 0.5,
          sound: 'keep',
          corrections: [],
          codec: 'auto',
          livePreview: false,
          hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } },
        },
        fillImage: undefined,
      },
      () => undefined,
      new AbortController().signal,
    );
    if (made?.report == null) throw new Error('a rendered video comes with a report');
    return timesOf(made.report, performance.now() - startedMs);
  } finally {
    await session.close();
  }
}

function timesOf(report: Report, wallMs: number): JobTime {
  const stage = (name: string): Report['runs'][number] => {
    const run = report.runs.find((each) => each.stage === name);
    if (run === undefined) throw new Error(`the report tells nothing of ${name}`);
    return run;
  };
  const { frames } = report.source;
  if (stage('observe').frames !== frames || stage('render').frames !== frames) throw new Error('the job did not work on every frame: it measures nothing');
  return {
    frames,
    observeMs: stage('observe').ms,
    renderMs: stage('render').ms,
    auditMs: stage('audit').ms,
    wallMs,
    codec: report.output.videoCodec,
    auditPassed: report.audit.passed,
    composedOn: report.backend,
    troubles: report.gpuTroubles.length,
  };
}
