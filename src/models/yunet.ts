import { AppError } from '../core/errors.ts';
import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import { keypointCount, type Detections } from '../documents/observations.ts';
import { OneAtATime } from '../inference/one-at-a-time.ts';
import type { FloatTensors, Session } from '../inference/session.ts';
import { Candidates, keypointStride, type ToFrame } from './candidates.ts';
import { scoreThresholds, type DetectRequest, type FaceDetector } from './face-detector.ts';
import { planInputs } from './input-plan.ts';
import { suppressDuplicates, type NmsOptions } from './nms.ts';
import { PreparedLooks, type PixelFormat } from './prepared-looks.ts';
import { scoreScales, toCommonScore, toRawScore } from './score-scale.ts';

/** The pixels YuNet was trained on (libfacedetection.train): BGR, 0–255 as they are. */
export const yunetFormat: PixelFormat = { channels: 'bgr', mean: 0, scale: 1, padValue: 0 };
const strides = [8, 16, 32] as const;
/** The upper of the published 0.3–0.4: of two overlapping faces in a crowd, both should stay. */
const nms: NmsOptions = { iouMax: 0.4, containedMax: 0.8 };

/** YuNet over the looks of the input plan. Takes the session. */
export function createYunetDetector(session: Owned<Session>): FaceDetector {
  const owned = session.take();
  const looks = new PreparedLooks(yunetFormat);
  const candidates = new Candidates();
  const queue = new OneAtATime();

  async function detect(image: I420Image, { geometry, quality, sensitivity }: DetectRequest): Promise<Detections> {
    const scoreMin = toRawScore(scoreScales.yunet, scoreThresholds('yunet', sensitivity).continue);
    candidates.clear();
    const { widthPx, heightPx } = geometry;
    for (const look of looks.get(geometry, quality, () => planInputs(widthPx, heightPx, quality))) {
      const outputs = await owned.value.run({ input: look.fill(image) });
      const first = candidates.count;
      decodeYunet(outputs, look.widthPx, look.heightPx, look.toFrame, scoreMin, candidates);
      candidates.dropSmall(first, look.faceMinPx);
    }
    return suppressDuplicates(candidates, nms);
  }
  return {
    id: 'yunet',
    detect: (image, request) => queue.run(() => detect(image, request)),
    close: () => owned.close(),
  };
}

/**
 * Adds every face of one run with a score of at least `scoreMin`. Per stride s, for row r and column c of its grid:
 * score = √(cls·obj), centre = ((c + bx)·s, (r + by)·s), size = (e^bw·s, e^bh·s), keypoint = ((c + kx)·s, (r + ky)·s).
 */
export function decodeYunet(outputs: FloatTensors, widthPx: number, heightPx: number, toFrame: ToFrame, scoreMin: number, candidates: Candidates): void {
  const productMin = scoreMin * scoreMin;
  for (const stride of strides) {
    const columns = widthPx / stride;
    const cells = columns * (heightPx / stride);
    const cls = column(outputs, `cls_${stride}`, cells);
    const obj = column(outputs, `obj_${stride}`, cells);
    const bbox = column(outputs, `bbox_${stride}`, 4 * cells);
    const kps = column(outputs, `kps_${stride}`, keypointStride * cells);
    for (let cell = 0; cell < cells; cell++) {
      const product = (cls[cell] as number) * (obj[cell] as number);
      if (product < productMin) continue; // NaN goes on, and is caught below: it must not look like "no face"
      if (Number.isNaN(product)) throw new AppError('model/run-failed', { reason: 'the network answered NaN' });
      const c = cell % columns;
      const r = (cell - c) / columns;
      const width = Math.exp(bbox[4 * cell + 2] as number) * stride;
      const height = Math.exp(bbox[4 * cell + 3] as number) * stride;
      const left = (c + (bbox[4 * cell] as number)) * stride - width / 2;
      const top = (r + (bbox[4 * cell + 1] as number)) * stride - height / 2;
      const score = toCommonScore(scoreScales.yunet, Math.min(1, Math.sqrt(product)));
      const index = candidates.add(toFrame, left, top, width, height, score);
      for (let keypoint = 0; keypoint < keypointCount; keypoint++) {
        const at = keypointStride * cell + 2 * keypoint;
        candidates.setKeypoint(index, keypoint, toFrame, (c + (kps[at] as number)) * stride, (r + (kps[at + 1] as number)) * stride);
      }
    }
  }
}

function column(outputs: FloatTensors, name: string, length: number): Float32Array {
  const data = outputs[name]?.data;
  if (data?.length !== length) throw new AppError('model/run-failed', { output: name, expected: length, found: data?.length ?? 0 });
  return data;
}
