import { JobEncoder } from '../../src/acts/job-encoder.ts';
import { render } from '../../src/acts/render.ts';
import { CpuComposer } from '../../src/compose/cpu/composer.ts';
import type { CodecFamily } from '../../src/core/codec.ts';
import { Gate } from '../../src/core/gate.ts';
import { memorySink } from '../../src/media/byte-sink.ts';
import { openMovie } from '../../src/media/open-movie.ts';
import { editOf } from './studio.ts';

export interface StepsTask {
  readonly codec: CodecFamily;
  /** Steps down from `archival`, before the first picture. */
  readonly steps: number;
}

/** A render after so many steps down: its pace once it goes, and what came out. */
export interface StepsTime {
  readonly msPerFrame: number;
  readonly bytes: number;
}

/** Frames that come out while the codecs start. */
const startFrames = 10;

/** Renders the file with three faces hidden, on the processor. Throws as `render` does. */
export async function measureSteps(file: File, { codec, steps }: StepsTask): Promise<StepsTime> {
  const movie = await openMovie(file, file.name);
  const encoder = new JobEncoder({ codec, profile: 'archival' });
  for (let i = 0; i < steps; i += 1) encoder.stepDown();
  let [startedMs, endedMs] = [0, 0];
  const { bytes, frames } = await render({
    movie, edit: editOf(movie, 'as it is'), encoder, keepSound: false, composer: new CpuComposer(movie.video.geometry), backend: { ran: 'cpu' }, sink: memorySink(), gate: new Gate(), signal: new AbortController().signal,
    onFrame: (done) => {
      endedMs = performance.now();
      if (done === startFrames) startedMs = endedMs;
    },
  });
  return { msPerFrame: (endedMs - startedMs) / (frames - startFrames), bytes };
}
