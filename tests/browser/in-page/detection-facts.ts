import type { DetectionFacts } from '../../../src/documents/detection-facts.ts';

/** For plans that a test made up: nothing was detected. */
export const nothingDetected: DetectionFacts = { backend: 'cpu', why: { code: 'asked-cpu', details: {} }, reason: 'asked for', adapter: null, models: {}, troubles: [] };
