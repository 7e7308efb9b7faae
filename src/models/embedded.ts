import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import type { Detections } from '../documents/observations.ts';
import { OneAtATime } from '../inference/one-at-a-time.ts';
import type { FloatTensors, Session } from '../inference/session.ts';
import { blazefaceFormat, blazefaceInput, decodeBlazeface } from './blazeface.ts';
import { Candidates } from './candidates.ts';
import { planEmbedded } from './embedded-plan.ts';
import { scoreThresholds, type DetectRequest, type FaceDetector } from './face-detector.ts';
import { suppressDuplicates, type NmsOptions } from './nms.ts';
import { PreparedLooks, type PreparedLook } from './prepared-looks.ts';
import { scoreScales, toRawScore } from './score-scale.ts';
import { decodeSsd, ssdFormat, ssdInput } from './ssd-mobilenet.ts';

/** As for YuNet; the two networks' boxes of one face overlap by more than this. */
const nms: NmsOptions = { iouMax: 0.4, containedMax: 0.8 };

/** The union of SSD-MobileNet and BlazeFace, which are always there. Takes both sessions. */
export function createEmbeddedDetector(ssdSession: Owned<Session>, blazefaceSession: Owned<Session>): FaceDetector {
  const ssd = ssdSession.take();
  const blazeface = blazefaceSession.take();
  const ssdLooks = new PreparedLooks(ssdFormat);
  const blazefaceLooks = new PreparedLooks(blazefaceFormat);
  const candidates = new Candidates();
  const queue = new OneAtATime();

  async function detect(image: I420Image, { geometry, quality, sensitivity }: DetectRequest): Promise<Detections> {
    const scoreMin = scoreThresholds('embedded', sensitivity).continue;
    const ssdMin = toRawScore(scoreScales.ssd, scoreMin);
    const blazefaceMin = toRawScore(scoreScales.blazeface, scoreMin);
    const plan = (): ReturnType<typeof planEmbedded> => planEmbedded(geometry.widthPx, geometry.heightPx, quality);
    const run = (session: Owned<Session>, input: string, look: PreparedLook): Promise<FloatTensors> => session.value.run({ [input]: look.fill(image) });
    candidates.clear();
    for (const look of ssdLooks.get(geometry, quality, () => plan().ssd)) {
      decodeSsd(await run(ssd, ssdInput, look), look.widthPx, look.heightPx, look.toFrame, ssdMin, candidates);
    }
    for (const look of blazefaceLooks.get(geometry, quality, () => plan().blazeface)) {
      decodeBlazeface(await run(blazeface, blazefaceInput, look), look.widthPx, look.heightPx, look.toFrame, blazefaceMin, candidates);
    }
    return suppressDuplicates(candidates, nms);
  }
  return {
    id: 'embedded',
    detect: (image, request) => queue.run(() => detect(image, request)),
    close: () => {
      ssd.close();
      blazeface.close();
    },
  };
}
