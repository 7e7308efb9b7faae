import type { Job } from '../../../src/app/jobs/job-client.ts';
import type { SeenElsewhere } from '../../../src/documents/people-elsewhere.ts';
import type { RenderedFile } from '../../../src/rpc/worker-apis.ts';
import type { Look, ReviewModel } from '../../../src/rpc/review-types.ts';
import { AppError } from '../../../src/core/errors.ts';

const summary = {
  kind: 'video', resultType: 'mp4', name: 'a.mp4', bytes: 1, widthPx: 64, heightPx: 48, durationS: 20, frames: 500, videoCodec: 'avc1', audioCodec: null, audioChannels: 0, audioFate: 'none', rotation: 0,
  fingerprint: 'f', frameRate: 25, leftOut: [], outputCodecs: ['h264', 'vp9'], pictureNotices: [],
} as const;

/** A job that only writes down what it was asked; `fail` names a call that rejects. */
export class FakeJob implements Job {
  readonly calls: string[] = [];
  readonly #fail: string | undefined;
  /** The digest of what it finds. */
  found = 'c0ffee00';
  /** Who of its people is elsewhere. */
  seenElsewhere: readonly SeenElsewhere[] = [];
  /** Resolves the call under way, when `hold` is set. */
  release: () => void = () => undefined;
  readonly #hold: boolean;

  readonly #kind: 'video' | 'still' | 'sound';

  constructor(fail?: string, hold = false, kind: 'video' | 'still' | 'sound' = 'video') {
    this.#kind = kind;
    this.#fail = fail;
    this.#hold = hold;
  }

  /** How often its time began. */
  begun = 0;
  begin(): void {
    this.begun += 1;
  }
  inspect(): ReturnType<Job['inspect']> {
    return this.#do('inspect', { ...summary, kind: this.#kind });
  }
  encoders(...[profile]: Parameters<Job['encoders']>): ReturnType<Job['encoders']> {
    return this.#do(`encoders ${profile}`, [{ codecFamily: 'hevc', works: false, refusal: 'unsupported', detail: '' }] as const);
  }
  checkOutput(...[{ codec }]: Parameters<Job['checkOutput']>): Promise<number> {
    return this.#do(`check ${codec}`, 1);
  }
  async analyze(...[options, onEvent, signal]: Parameters<Job['analyze']>): Promise<string> {
    onEvent({ kind: 'progress', stage: 'observe', done: 1, total: 2, perSecond: 10, secondsLeft: 1 });
    await this.#do(`analyze ${options.startS ?? 0}-${options.endS ?? 'end'}`, undefined);
    if (this.#hold) {
      await new Promise<void>((resolve, reject) => {
        this.release = resolve;
        signal.addEventListener('abort', () => reject(new AppError('job/cancelled')));
      });
    }
    return this.found;
  }
  render(...[options]: Parameters<Job['render']>): Promise<readonly RenderedFile[]> {
    return this.#do(`render ${options.corrections.length}`, [{ file: new File([], 'a.mp4'), report: {} } as RenderedFile]);
  }
  renderAll(...[wishes]: Parameters<Job['renderAll']>): ReturnType<Job['renderAll']> {
    return this.#do(`render all ${wishes.length}`, wishes.map(() => ({ ok: true, files: [] })));
  }
  review(...[options]: Parameters<Job['review']>): ReturnType<Job['review']> {
    return this.#do(`review ${options.corrections.length}`, {} as ReviewModel);
  }
  use(...[options]: Parameters<Job['use']>): Promise<void> {
    return this.#do(`use ${options.corrections.length}`, undefined);
  }
  look(...[{ frame }]: Parameters<Job['look']>): ReturnType<Job['look']> {
    return this.#do(`look ${frame}`, {} as Look);
  }
  face(): Promise<ImageBitmap> {
    return this.#do('face', {} as ImageBitmap);
  }
  follow(...[{ mask, frame, box, lastFrame }, onProgress]: Parameters<Job['follow']>): ReturnType<Job['follow']> {
    onProgress({ frame: frame + 1, box, done: 1, total: lastFrame - frame });
    return this.#do(`follow ${mask} from ${frame}`, { kind: 'follow', mask, firstFrame: frame, boxes: [box.x, box.y, box.width, box.height], lost: 'after' });
  }
  exportAnalysis(...[, format]: Parameters<Job['exportAnalysis']>): Promise<Blob> {
    return this.#do(`export ${format}`, new Blob([]));
  }
  async tellPeople(...[corrections, port]: Parameters<Job['tellPeople']>): Promise<void> {
    await this.#do(`tell ${corrections.length}`, undefined);
    port.close();
  }
  async peopleElsewhere(...[corrections, ports]: Parameters<Job['peopleElsewhere']>): Promise<readonly SeenElsewhere[]> {
    await this.#do(`elsewhere ${corrections.length} ${ports.length}`, undefined);
    return this.seenElsewhere;
  }
  pause(): void {
    this.calls.push('pause');
  }
  resume(): void {
    this.calls.push('resume');
  }
  dispose(): Promise<void> {
    return this.#do('dispose', undefined);
  }

  #do<T>(name: string, value: T): Promise<T> {
    this.calls.push(name);
    return name.split(' ')[0] === this.#fail ? Promise.reject(new AppError('media/decode-failed')) : Promise.resolve(value);
  }
}
