import type { DetectionFacts } from '../../../src/documents/detection-facts.ts';
import type { ReportReview } from '../../../src/documents/report.ts';

/** For plans that a test made up: nothing was detected. */
export const nothingDetected: DetectionFacts = { backend: 'cpu', why: { code: 'asked-cpu', details: {} }, reason: 'asked for', adapter: null, models: {}, troubles: [] };

/** And nothing was worth a look. */
export const nothingReviewed: ReportReview = { worthALook: 0, open: 0, accepted: 0, fixed: 0, hiddenWhole: 0, skipped: [], masksDrawn: 0, correctionsWithoutEffect: 0 };
