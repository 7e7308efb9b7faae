import { CpuComposer } from '../../../src/compose/cpu/composer.ts';
import { JobEncoder } from '../../../src/acts/job-encoder.ts';
import { render } from '../../../src/acts/render.ts';
import { Gate } from '../../../src/core/gate.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { toBase64 } from './base64.ts';

/** Each file rendered with nothing to hide, in base64, in order: what is outside of all masks. */
export async function unmasked(_: unknown, files: readonly File[]): Promise<string[]> {
  const rendered: string[] = [];
  for (const file of files) {
    const movie = await openMovie(file, file.name);
    const sink = memorySink();
    const { widthPx, heightPx } = movie.video.geometry;
    const edit = { widthPx, heightPx, canvas: null, cuts: [{ firstFrame: 0, lastFrame: movie.video.ticks.length - 1 }], masks: [], hiddenWhole: [], audio: { treatments: [] } } as const;
    const composer = new CpuComposer(movie.video.geometry);
    await render({ movie, edit, encoder: new JobEncoder({ codec: 'auto' }), keepSound: true, composer, backend: { ran: 'cpu' }, sink, gate: new Gate(), signal: new AbortController().signal, onFrame: () => undefined });
    rendered.push(toBase64(sink.bytes()));
  }
  return rendered;
}
