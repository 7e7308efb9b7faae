import { describe, expect, it } from 'vitest';
import { scoreThresholds, type FaceDetectorId } from '../../../src/models/face-detector.ts';
import { scoreScales, toCommonScore, toRawScore } from '../../../src/models/score-scale.ts';

describe('scoreThresholds', () => {
  it.each<{ id: FaceDetectorId; sensitivity: number; start: number; low: number }>([
    { id: 'yunet', sensitivity: 0.5, start: 0.5, low: 0.2 },
    { id: 'yunet', sensitivity: 1, start: 0.3, low: 0.12 },
    { id: 'yunet', sensitivity: 0, start: 0.7, low: 0.28 },
    { id: 'embedded', sensitivity: 0.5, start: 0.5, low: 0.25 },
    { id: 'embedded', sensitivity: 7, start: 0.3, low: 0.15 },
  ])('$id at $sensitivity starts at $start and continues from $low', ({ id, sensitivity, start, low }) => {
    const thresholds = scoreThresholds(id, sensitivity);
    expect(thresholds.start).toBeCloseTo(start, 6);
    expect(thresholds.continue).toBeCloseTo(low, 6);
  });
});

describe('the common score scale', () => {
  it.each([
    { scale: scoreScales.ssd, raw: 0.3, common: 0.5 },
    { scale: scoreScales.ssd, raw: 0.15, common: 0.25 },
    { scale: scoreScales.ssd, raw: 1, common: 1 },
    { scale: scoreScales.blazeface, raw: 0.25, common: 0.25 },
    { scale: scoreScales.yunet, raw: 0.9, common: 0.9 },
    { scale: scoreScales.yunet, raw: 0, common: 0 },
  ])('$raw of $scale is $common, and back', ({ scale, raw, common }) => {
    expect(toCommonScore(scale, raw)).toBeCloseTo(common, 6);
    expect(toRawScore(scale, common)).toBeCloseTo(raw, 6);
  });
});
