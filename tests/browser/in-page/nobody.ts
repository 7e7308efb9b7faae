import { noEmbeddings } from '../../../src/documents/embeddings.ts';
import type { AnalysisFacts } from '../../../src/documents/report.ts';
import type { Recognizer } from '../../../src/acts/recognizer.ts';

/** Knows nobody. */
export const blindRecognizer: Recognizer = {
  models: {},
  embed: (image) => Promise.resolve({ embeddings: noEmbeddings, image }),
  facts: () => ({ models: {}, troubles: [] }),
  close: () => undefined,
};

/** What the report says of a video of nobody. */
export const nobodyFound: Pick<AnalysisFacts, 'foundDigest' | 'people' | 'cuts' | 'covers' | 'recognition' | 'notes'> = {
  foundDigest: '00000000',
  covers: 'head',
  people: [],
  cuts: [],
  recognition: { facesLookedAt: 0, facesFollowed: 0, crossings: 0, corrections: 0 },
  notes: [],
};
