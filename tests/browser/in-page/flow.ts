import { JobEncoder } from '../../../src/acts/job-encoder.ts';
import { render } from '../../../src/acts/render.ts';
import type { Composer } from '../../../src/compose/composer.ts';
import { AppError } from '../../../src/core/errors.ts';
import { Gate } from '../../../src/core/gate.ts';
import { openCount } from '../../../src/core/owned.ts';
import { memorySink } from '../../../src/media/byte-sink.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { framesLeftOpen, watchFrames } from './open-frames.ts';

export interface FlowSpec {
  readonly framesAtOnce: number;
  /** What happens while this frame is composed. */
  readonly stop?: { readonly frame: number; readonly by: 'error' | 'cancel' };
}

export interface FlowResult {
  readonly mostUnderWay: number;
  /** Source frames as they went to the encoder. */
  readonly composed: readonly number[];
  /** Of the sample of grey that each composed picture has: which frame it is. */
  readonly shades: readonly number[];
  readonly error: string | null;
  readonly leftOpen: { readonly owned: number; readonly videoFrames: number };
}

/** Renders the first file with a composer that takes longest for the first of each three frames, so that they are done in another order. */
export async function flow({ framesAtOnce, stop }: FlowSpec, [file]: [File]): Promise<FlowResult> {
  watchFrames();
  const before = openCount.count;
  const movie = await openMovie(file, file.name);
  const cancel = new AbortController();
  let [underWay, mostUnderWay] = [0, 0];
  const [composed, shades]: [number[], number[]] = [[], []];
  const composer: Composer = {
    framesAtOnce,
    compose: async (image, { sourceFrame }) => {
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      await new Promise((resolve) => setTimeout(resolve, sourceFrame % 3 === 0 ? 40 : 5));
      underWay -= 1;
      if (stop?.frame === sourceFrame && stop.by === 'error') throw new AppError('internal/bug', { reason: 'as the test wants it' });
      if (stop?.frame === sourceFrame) cancel.abort();
      image.data.fill(16 + sourceFrame);
    },
    reset: () => undefined,
  };
  const { widthPx, heightPx } = movie.video.geometry;
  const edit = { widthPx, heightPx, canvas: null, cuts: [{ firstFrame: 0, lastFrame: movie.video.ticks.length - 1 }], masks: [], hiddenWhole: [], audio: { treatments: [] } } as const;
  const onComposed = (frame: number, { data }: { readonly data: Uint8Array }): void => {
    composed.push(frame);
    shades.push((data[0] as number) - 16);
  };
  const deps = { movie, edit, encoder: new JobEncoder({ codec: 'auto' }), keepSound: false, composer, backend: { ran: 'gpu' }, sink: memorySink(), gate: new Gate(), signal: cancel.signal, onFrame: () => undefined, onComposed } as const;
  const error = await render(deps).then(() => null, (thrown: unknown) => (thrown instanceof AppError ? thrown.code : String(thrown)));
  return { mostUnderWay, composed, shades, error, leftOpen: { owned: openCount.count - before, videoFrames: framesLeftOpen() } };
}
