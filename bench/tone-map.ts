import { performance } from 'node:perf_hooks';
import { i420Layout } from '../src/core/i420.ts';
import { ToneMapper } from '../src/pixels/tone-map.ts';
import { median } from './parts/median.ts';

const [widthPx, heightPx, bitDepth] = [1920, 1080, 10];
const framesWarm = 3;
const framesTimed = 15;

/** Every code in every plane, so that no branch is spared. */
const { byteLength } = i420Layout(widthPx, heightPx);
const data = new Uint16Array(byteLength).map((_, i) => (i ^ (i >> 7)) & 1023);
const image = { widthPx, heightPx, data, bitDepth, fullRange: false };
const out = new Uint8Array(byteLength);

for (const transfer of ['pq', 'hlg'] as const) {
  const mapper = new ToneMapper(transfer, bitDepth, false);
  const times: number[] = [];
  for (let frame = 0; frame < framesWarm + framesTimed; frame += 1) {
    const startedMs = performance.now();
    mapper.run(image, out);
    if (frame >= framesWarm) times.push(performance.now() - startedMs);
  }
  console.log(`${transfer}: ${median(times).toFixed(0)} ms for a ${widthPx}x${heightPx} frame of ${bitDepth} bit`);
}
