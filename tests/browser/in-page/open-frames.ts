const seen: VideoFrame[] = [];

/** From now on every VideoFrame of this page is remembered: those that decoders of videos and pictures give out and those that are made. */
export function watchFrames(): void {
  seen.length = 0;
  const [PlainDecoder, PlainFrame, PlainImageDecoder] = [globalThis.VideoDecoder, globalThis.VideoFrame, globalThis.ImageDecoder];
  globalThis.ImageDecoder = class extends PlainImageDecoder {
    override async decode(options?: ImageDecodeOptions): Promise<ImageDecodeResult> {
      const result = await super.decode(options);
      seen.push(result.image);
      return result;
    }
  };
  globalThis.VideoDecoder = class extends PlainDecoder {
    constructor(init: VideoDecoderInit) {
      super({
        ...init,
        output: (frame) => {
          seen.push(frame);
          init.output(frame);
        },
      });
    }
  };
  globalThis.VideoFrame = new Proxy(PlainFrame, {
    construct: (target, args: ConstructorParameters<typeof PlainFrame>) => {
      const frame = new target(...args);
      seen.push(frame);
      return frame;
    },
  });
}

/** How many of the frames remembered were never closed (a closed frame has no format), of at least one seen. */
export function framesLeftOpen(): number {
  if (seen.length === 0) throw new Error('no frame was seen: the watch does not work');
  return seen.filter((frame) => frame.format !== null).length;
}
