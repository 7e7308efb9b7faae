import { vi } from 'vitest';

/** What a made-up stream's decoder does with its samples (decode order). */
export interface FakeStream {
  /** 1 where a sample is a key frame; pictures shown before the key frame they follow lean on the group before. */
  readonly sync: Uint8Array;
  readonly leading: readonly boolean[];
  readonly bad: ReadonlySet<number>;
  readonly mute: ReadonlySet<number>;
  /** Pictures that wait for their turn to be shown, and samples whose outcome is told late (frame threads). */
  readonly reorderDepth: number;
  readonly delay: number;
}

export interface FakePicture {
  readonly timestamp: number;
  /** Whether everything the picture leans on was decoded before it. */
  readonly clean: boolean;
  closed: boolean;
  close(): void;
}

/** Stands in for the browser's decoder in Node: closes at a bad sample and takes pictures in flight with it. Counts pictures left open. */
export function installFakeDecoder(stream: FakeStream): { open(): number; fed(): number } {
  const pictures: FakePicture[] = [];
  let fed = 0;

  class Chunk {
    readonly type: string;
    readonly timestamp: number;
    readonly sample: number;
    constructor({ type, timestamp, data }: { type: string; timestamp: number; data: Uint8Array }) {
      [this.type, this.timestamp, this.sample] = [type, timestamp, new DataView(data.buffer).getUint32(0)];
    }
  }

  interface Init {
    output(picture: FakePicture): void;
    error(error: { name: string }): void;
  }

  class Decoder extends EventTarget {
    state = 'unconfigured';
    decodeQueueSize = 0;
    readonly #init: Init;
    #work: Promise<void> = Promise.resolve();
    #late: Chunk[] = [];
    #held: FakePicture[] = [];
    #last: number | undefined;
    #groupClean = false;
    #groupBeforeClean = false;
    constructor(init: Init) {
      super();
      this.#init = init;
    }
    configure(): void {
      this.state = 'configured';
    }
    close(): void {
      this.state = 'closed';
      for (const picture of this.#held.splice(0)) picture.close();
    }
    decode(chunk: Chunk): void {
      if (this.state === 'closed') throw new Error('InvalidStateError');
      if (this.#last === undefined && stream.sync[chunk.sample] !== 1) throw new Error('DataError');
      this.#last = chunk.sample;
      fed += 1;
      this.decodeQueueSize += 1;
      this.#work = this.#work.then(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        this.decodeQueueSize -= 1;
        this.dispatchEvent(new Event('dequeue'));
        this.#late.push(chunk);
        if (this.#late.length > stream.delay) this.#process(this.#late.shift()!);
      });
    }
    async flush(): Promise<void> {
      if (this.state === 'closed') throw new Error('InvalidStateError');
      await this.#work;
      for (const chunk of this.#late.splice(0)) this.#process(chunk);
      if (this.state === 'closed') throw new Error('EncodingError');
      this.#release(0);
      this.#last = undefined;
    }
    #process({ sample, timestamp }: Chunk): void {
      if (this.state === 'closed') return;
      if (stream.bad.has(sample)) {
        this.close();
        return this.#init.error({ name: 'EncodingError' });
      }
      if (stream.sync[sample] === 1) [this.#groupBeforeClean, this.#groupClean] = [this.#groupClean, true];
      const clean = stream.leading[sample] === true ? this.#groupClean && this.#groupBeforeClean : this.#groupClean;
      if (stream.mute.has(sample)) return void (this.#groupClean = false);
      const picture = { timestamp, clean, closed: false, close: () => void (picture.closed = true) };
      pictures.push(picture);
      this.#held.push(picture);
      this.#release(stream.reorderDepth);
    }
    #release(depth: number): void {
      this.#held.sort((a, b) => a.timestamp - b.timestamp);
      while (this.#held.length > depth) this.#init.output(this.#held.shift()!);
    }
  }

  vi.stubGlobal('VideoDecoder', Object.assign(Decoder, { isConfigSupported: () => Promise.resolve({ supported: true }) }));
  vi.stubGlobal('EncodedVideoChunk', Chunk);
  return { open: () => pictures.filter(({ closed }) => !closed).length, fed: () => fed };
}
