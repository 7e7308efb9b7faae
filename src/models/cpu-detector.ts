import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { Detections } from '../documents/observations.ts';
import { OneAtATime } from '../inference/one-at-a-time.ts';
import type { Session } from '../inference/session.ts';
import { answerOf } from './answer.ts';
import { Candidates } from './candidates.ts';
import { detectorParts } from './detector-parts.ts';
import { scoreThresholds, type DetectRequest, type FaceDetector, type FaceDetectorId } from './face-detector.ts';
import { decode } from './face-network.ts';
import { PreparedLooks } from './prepared-looks.ts';
import { toRawScore } from './score-scale.ts';

/** A detector over sessions of plain memory, one per part and in their order, which it takes. */
export function createCpuDetector(id: FaceDetectorId, sessions: readonly Owned<Session>[]): FaceDetector {
  const parts = detectorParts[id].map((part, index) => ({
    ...part, session: (sessions[index] as Owned<Session>).take(), looks: new PreparedLooks(part.network.format),
  }));
  const candidates = new Candidates();
  const queue = new OneAtATime();

  async function detect(image: I420Image, { geometry, quality, sensitivity }: DetectRequest): Promise<Detections> {
    const continueMin = scoreThresholds(id, sensitivity).continue;
    const { widthPx, heightPx } = geometry;
    candidates.clear();
    for (const { network, scores, plan, looks, session } of parts) {
      const scoreMin = toRawScore(scores, continueMin);
      for (const look of looks.get(geometry, quality, () => plan(widthPx, heightPx, quality))) {
        const outputs = await session.value.run({ [network.input]: look.fill(image) });
        const first = candidates.count;
        decode(network, outputs, look.widthPx, look.heightPx, look.toFrame, scoreMin, candidates);
        candidates.dropSmall(first, look.faceMinPx);
      }
    }
    return answerOf(candidates);
  }
  return {
    id,
    detect: (image, request) => queue.run(() => detect(image, request)),
    close: () => parts.forEach(({ session }) => session.close()),
  };
}
