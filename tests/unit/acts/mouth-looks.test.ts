import { describe, expect, it } from 'vitest';
import { LanePool } from '../../../src/acts/lane-pool.ts';
import { facesWithMouths, mouthsDue, withMouths } from '../../../src/acts/mouth-looks.ts';
import type { MouthReader } from '../../../src/acts/mouth-reader.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { I420Image } from '../../../src/core/i420.ts';
import { frameStatus } from '../../../src/documents/observations.ts';
import { detectionsOf } from '../tracking/observations.ts';

it.each([[25, 13], [30, 13], [50, 13], [60, 13], [10, 10], [12.5, 13]])('of %s frames a second, the mouths of %d are looked at', (rate, expected) => {
  const due = Array.from({ length: Math.ceil(rate) }, (_, frame) => mouthsDue(frame / rate, frame === 0 ? undefined : (frame - 1) / rate));
  expect(due.filter(Boolean)).toHaveLength(expected);
});

it('looks at faces that are large and sure enough, of a crowd at the largest', () => {
  expect([...facesWithMouths(detectionsOf([[0, 0, 40, 40, 0.9], [0, 0, 30, 30, 0.9], [0, 0, 90, 90, 0.4], [0, 0, 32, 32, 0.5]]))]).toEqual([0, 3]);
  const crowd = Array.from({ length: 20 }, (_, face) => [0, 0, 40 + face, 40, 0.9] as const);
  expect([...facesWithMouths(detectionsOf(crowd))]).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});

describe('a picture whose mouths are looked at', () => {
  const image = { widthPx: 2, heightPx: 2, data: new Uint8Array(6) } as unknown as I420Image;
  const geometry = {} as Parameters<typeof withMouths>[2];
  const detections = detectionsOf([[0, 0, 40, 40, 0.9]]);
  const looked = { observation: { frame: 3, status: frameStatus.observed, detections }, image };
  const readerThat = (read: MouthReader['read']): MouthReader => ({ models: {}, read, facts: () => ({ models: {}, troubles: [] }), close: () => undefined });
  const mouths = { detections: Uint32Array.of(0), openings: Float32Array.of(0.5), qualities: Float32Array.of(1) };
  const onePicture = async (): Promise<LanePool> => {
    const lanes = new LanePool([{ capacity: 1, detect: (picture) => Promise.resolve({ detections, data: picture.data }) }]);
    await lanes.detect(image, { geometry, quality: 'balanced', sensitivity: 0.5 });
    return lanes;
  };
  const hasRoom = (lanes: LanePool): Promise<boolean> => Promise.race([lanes.room().then(() => true), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 20))]);

  it('comes back with them, still held', async () => {
    const lanes = await onePicture();
    expect(await withMouths(looked, readerThat((taken) => Promise.resolve({ mouths, image: taken })), geometry, lanes)).toEqual({ observation: { ...looked.observation, mouths }, image });
    expect(await hasRoom(lanes)).toBe(false);
  });

  it('is gone where the network failed, which is no look, and makes room for another', async () => {
    const lanes = await onePicture();
    const found = await withMouths(looked, readerThat(() => Promise.reject(new AppError('model/run-failed'))), geometry, lanes);
    expect([found.image, found.observation.mouths?.detections.length, found.observation.status]).toEqual([undefined, 0, frameStatus.observed]);
    expect(await hasRoom(lanes)).toBe(true);
  });

  it('ends the job where anything else fails', async () => {
    await expect(withMouths(looked, readerThat(() => Promise.reject(new AppError('worker/crashed'))), geometry, await onePicture())).rejects.toMatchObject({ code: 'worker/crashed' });
  });
});
