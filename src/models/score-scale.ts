/**
 * Networks differ in what their scores mean. A scale is named by the raw score at which a detection may begin a track; the common scale
 * puts that at 0.5, straight lines below and above, so that one threshold serves the union of several networks.
 */
export interface ScoreScale {
  readonly rawStart: number;
}

/** Start thresholds as measured in FACTS (recall and false positives on photos and video). */
export const scoreScales = {
  yunet: { rawStart: 0.5 },
  ssd: { rawStart: 0.3 },
  blazeface: { rawStart: 0.5 },
  centernet: { rawStart: 0.3 },
  yolox: { rawStart: 0.3 },
  rtmo: { rawStart: 0.3 },
} as const satisfies Record<string, ScoreScale>;

/** A network's score, 0–1, on the common scale. */
export function toCommonScore({ rawStart }: ScoreScale, raw: number): number {
  return raw <= rawStart ? (0.5 * raw) / rawStart : 0.5 + (0.5 * (raw - rawStart)) / (1 - rawStart);
}

/** The inverse of `toCommonScore`: which raw score a threshold on the common scale means. */
export function toRawScore({ rawStart }: ScoreScale, common: number): number {
  return common <= 0.5 ? 2 * common * rawStart : rawStart + 2 * (common - 0.5) * (1 - rawStart);
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** The inverse of `sigmoid`: lets a decoder pass over what is too weak without an exponential. */
export function logitOf(score: number): number {
  return Math.log(score / (1 - score));
}
