import { CanvasSource, BufferTarget, Mp4OutputFormat, Output, Quality } from 'mediabunny';
import { DetectorHost } from '../../../src/acts/detector-host.ts';
import { LanePool } from '../../../src/acts/lane-pool.ts';
import { observe } from '../../../src/acts/observe.ts';
import { Gate } from '../../../src/core/gate.ts';
import { encodeJournalGroup } from '../../../src/documents/encode-journal-group.ts';
import { encodeJournalHeader } from '../../../src/documents/journal-header.ts';
import { readJournal } from '../../../src/documents/journal.ts';
import type { JournalGroup } from '../../../src/documents/journal.ts';
import type { ObserveSettings } from '../../../src/documents/observations.ts';
import { decodeFrames } from '../../../src/media/decode-frames.ts';
import type { Movie } from '../../../src/media/movie.ts';
import { openMovie } from '../../../src/media/open-movie.ts';
import { plan } from '../../../src/plan/plan.ts';
import { understand } from '../../../src/understand/understand.ts';
import { toBase64 } from './base64.ts';
import { blindRecognizer } from './nobody.ts';

export interface JoinSpec {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of each file, from its first on. */
  readonly frames: number;
}

/** The beginnings of several files one after the other, as a silent H.264 clip of 25 frames a second, in base64. */
export async function join({ widthPx, heightPx, frames }: JoinSpec, files: readonly File[]): Promise<string> {
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat(), target });
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const source = new CanvasSource(canvas, { codec: 'avc', quality: new Quality('high') });
  output.addVideoTrack(source);
  await output.start();
  for (const [index, file] of files.entries()) {
    for await (const decoded of decodeFrames(await openMovie(file, file.name), { firstFrame: 0, lastFrame: frames - 1 })) {
      using held = decoded;
      const { frame, picture } = held.value;
      if (picture === null) throw new Error(`frame ${frame} of ${file.name} cannot be decoded`);
      context.drawImage(picture, 0, 0, widthPx, heightPx);
      await source.add((index * frames + frame) / 25, 1 / 25);
    }
  }
  await output.finalize();
  return toBase64(new Uint8Array(target.buffer as ArrayBuffer));
}

/** What came of a look: where shots begin, and for each person the view (x, y, width, height in turn) of a crop that follows them. */
export interface Shots {
  readonly shotStarts: readonly number[];
  readonly views: readonly (readonly number[])[];
}

/** A look at a whole video, and one that goes on from so many groups of the first one's journal. Nobody is recognised. */
export async function shots({ knownGroups }: { knownGroups: number }, [file]: readonly [File]): Promise<readonly [whole: Shots, resumed: Shots]> {
  const host = new DetectorHost();
  await host.open('yunet', new URL('/models/', location.href).href, () => undefined);
  const lanes = new LanePool([{ detect: (image, request) => host.detect(image, request) }]);
  const movie = await openMovie(file, file.name);
  const settings: ObserveSettings = { quality: 'balanced', detector: 'yunet', sensitivity: 0.5, firstFrame: 0, lastFrame: movie.video.ticks.length - 1 };
  const written: Uint8Array<ArrayBuffer>[] = [encodeJournalHeader({ fingerprint: movie.fingerprint, settings, models: {} })];
  const whole = await look(movie, settings, lanes, [], (bytes) => written.push(bytes));
  const journal = new Uint8Array(await new Blob(written.slice(0, 1 + knownGroups)).arrayBuffer());
  return [whole, await look(movie, settings, lanes, readJournal(journal).groups, () => undefined)];
}

async function look(movie: Movie, settings: ObserveSettings, lanes: LanePool, resumed: readonly JournalGroup[], write: (bytes: Uint8Array<ArrayBuffer>) => void): Promise<Shots> {
  const analysis = understand(
    await observe({
      movie, settings, lanes, recognizer: blindRecognizer, gate: new Gate(), signal: new AbortController().signal, onFrame: () => undefined,
      journal: { resumed, append: (frames) => write(encodeJournalGroup(frames)) },
    }),
    [],
  );
  const views = analysis.identities.map(({ id }) => {
    const layout = { kind: 'follow', person: id, canvas: { widthPx: 180, heightPx: 320 }, whenGone: 'wide' } as const;
    return [...(plan(analysis, { hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } }, layout }).canvas?.tiles[0]?.views ?? [])];
  });
  return { shotStarts: analysis.shotStarts ?? [], views };
}
