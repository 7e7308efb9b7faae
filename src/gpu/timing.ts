/** GPU time of every dispatch of a batch, by kernel. Needs a device with `timestamp-query`. One batch at a time; close it. */
export class KernelTimer {
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #read: GPUBuffer;
  readonly #names: string[] = [];

  /** Takes up to `dispatchesMax` dispatches per batch. */
  constructor(device: GPUDevice, dispatchesMax: number) {
    const count = 2 * dispatchesMax;
    this.#queries = device.createQuerySet({ type: 'timestamp', count });
    this.#resolved = device.createBuffer({ size: 8 * count, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC });
    this.#read = device.createBuffer({ size: 8 * count, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  }

  /** Where the next dispatch writes its times. */
  next(kernel: string): GPUComputePassTimestampWrites {
    const at = 2 * this.#names.length;
    if (at >= this.#queries.count) throw new RangeError('more dispatches than the timer was made for');
    this.#names.push(kernel);
    return { querySet: this.#queries, beginningOfPassWriteIndex: at, endOfPassWriteIndex: at + 1 };
  }

  /** Records the copy of the times; the batch calls it. */
  resolve(encoder: GPUCommandEncoder): void {
    const count = 2 * this.#names.length;
    if (count === 0) return;
    encoder.resolveQuerySet(this.#queries, 0, count, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, 0, this.#read, 0, 8 * count);
  }

  /** Milliseconds by kernel of the batch that was submitted, summed over its dispatches. */
  async takeMs(): Promise<ReadonlyMap<string, number>> {
    const sums = new Map<string, number>();
    if (this.#names.length === 0) return sums;
    await this.#read.mapAsync(GPUMapMode.READ);
    const times = new BigUint64Array(this.#read.getMappedRange());
    this.#names.forEach((name, i) => {
      const ns = Number((times[2 * i + 1] as bigint) - (times[2 * i] as bigint));
      sums.set(name, (sums.get(name) ?? 0) + ns / 1e6);
    });
    this.#read.unmap();
    this.#names.length = 0;
    return sums;
  }

  close(): void {
    this.#queries.destroy();
    this.#resolved.destroy();
    this.#read.destroy();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
