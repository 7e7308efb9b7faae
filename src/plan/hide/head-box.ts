import { frameBox } from '../../core/boxes.ts';
import type { FrameBox } from '../../core/boxes.ts';

/**
 * From the tight face of a detector (about mid-forehead to chin, cheek to cheek) to the head with hair, ears and jaw.
 * Adults are about 137 mm wide at the cheekbones and 185 mm over the ears (1.35), 225 mm from chin to crown where the box has about 150
 * (0.5 above it); hair and the detectors' jitter make it 1.6 and 0.6. 0.2 below covers an open jaw. With these numbers an ellipse
 * passes just outside of all four corners of the face box: (0.5/0.8)² + (0.7/0.9)² = 0.996.
 */
const widthParts = 1.6;
const aboveParts = 0.6;
const belowParts = 0.2;
/** A box narrower than this part of its height is a face from the side; the head behind it is no narrower than one seen from the front. */
const frontAspect = 0.75;

/** The outline that hides the head of a tight face box; `scale` enlarges it about its centre. Upright pixels, may reach outside the picture. */
export function headBox(face: FrameBox, scale: number): FrameBox {
  const faceWidth = Math.max(face.width, frontAspect * face.height);
  // A box wider than tall is a tilted head: the forehead may be on either side, the crown as far up as for an upright one.
  const faceHeight = Math.max(face.height, face.width);
  const centreX = face.x + face.width / 2;
  const centreFaceY = face.y + face.height / 2;
  const width = widthParts * faceWidth * scale;
  const height = (1 + aboveParts + belowParts) * faceHeight * scale;
  const centreY = centreFaceY - ((aboveParts - belowParts) / 2) * faceHeight;
  return frameBox(centreX - width / 2, centreY - height / 2, width, height);
}

/** A box of which both sides are multiplied by `scale`, about its centre. */
export function grownBox({ x, y, width, height }: FrameBox, scale: number): FrameBox {
  return frameBox(x + (width * (1 - scale)) / 2, y + (height * (1 - scale)) / 2, width * scale, height * scale);
}
