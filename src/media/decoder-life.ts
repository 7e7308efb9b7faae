import { signOfLife } from '../core/signs-of-life.ts';
import type { Wakeup } from './wakeup.ts';

/** Why a decoder ended: `damaged`, it met what it cannot decode; `reclaimed`, the browser took it away and the file is not to blame. */
export type DecoderFailure = 'damaged' | 'reclaimed';

/** One VideoDecoder from its first key frame to its end. Nothing here throws: `failure` tells. `using` closes it. */
export class DecoderLife {
  readonly #decoder: VideoDecoder;
  #failure: DecoderFailure | undefined;

  /** Pictures go to `onPicture`, which closes them; `wakeup` hears of everything a feeder may wait for. */
  constructor(config: VideoDecoderConfig, onPicture: (picture: VideoFrame) => void, wakeup: Wakeup) {
    this.#decoder = new VideoDecoder({
      output: (picture) => {
        signOfLife();
        onPicture(picture);
        wakeup.wake();
      },
      error: ({ name }) => {
        // How browsers call it when they want an idle or hidden page's codec back (WebCodecs, 9.1 "codec reclamation").
        this.#failure = name === 'QuotaExceededError' ? 'reclaimed' : 'damaged';
        wakeup.wake();
      },
    });
    this.#decoder.addEventListener('dequeue', () => wakeup.wake());
    this.#decoder.configure(config);
  }

  get failure(): DecoderFailure | undefined {
    return this.#failure;
  }

  /** Chunks that wait in the decoder. */
  get waiting(): number {
    return this.#decoder.decodeQueueSize;
  }

  decode(chunk: EncodedVideoChunk): void {
    try {
      this.#decoder.decode(chunk);
    } catch {
      this.#failure ??= 'damaged'; // a key frame that is none; a decoder closed a moment ago has said why
    }
  }

  /** Resolves when everything fed has come out, or will never. */
  async flush(): Promise<void> {
    try {
      await this.#decoder.flush();
    } catch {
      this.#failure ??= 'damaged';
    }
  }

  [Symbol.dispose](): void {
    if (this.#decoder.state !== 'closed') this.#decoder.close();
  }
}
