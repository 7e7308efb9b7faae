/** What browsers say when they want an idle or hidden page's codec back. */
function reclaimed(): DOMException {
  return new DOMException('Codec reclaimed due to inactivity.', 'QuotaExceededError');
}

/**
 * From now on decoders of this page count their chunks, and the decoder that gets chunk number n (of all, from 0) of `reclaimAt` is taken
 * away: closed, with its pictures in flight, as a browser does to a hidden tab.
 */
export function watchDecoders(reclaimAt: readonly number[]): { chunks(): number } {
  let count = 0;
  const PlainDecoder = globalThis.VideoDecoder;
  globalThis.VideoDecoder = class extends PlainDecoder {
    readonly #error: (error: DOMException) => void;
    constructor(init: VideoDecoderInit) {
      super(init);
      this.#error = init.error;
    }
    override decode(chunk: EncodedVideoChunk): void {
      super.decode(chunk);
      if (!reclaimAt.includes(count++)) return;
      this.close();
      this.#error(reclaimed());
    }
  };
  return { chunks: () => count };
}

/** From now on the encoder that gets picture number n (of all, from 0) of `reclaimAt` is taken away. */
export function reclaimEncoders(reclaimAt: readonly number[]): void {
  let count = 0;
  const PlainEncoder = globalThis.VideoEncoder;
  globalThis.VideoEncoder = class extends PlainEncoder {
    readonly #error: (error: DOMException) => void;
    constructor(init: VideoEncoderInit) {
      super(init);
      this.#error = init.error;
    }
    override encode(frame: VideoFrame, options?: VideoEncoderEncodeOptions): void {
      super.encode(frame, options);
      if (!reclaimAt.includes(count++)) return;
      this.close();
      this.#error(reclaimed());
    }
  };
}
