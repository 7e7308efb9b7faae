import type { AnalysisMeans } from '../src/acts/analysis-job.ts';
import { openBodyFinder } from '../src/acts/body-finder.ts';
import { openMouthReader } from '../src/acts/mouth-reader.ts';
import { openDetection } from '../src/acts/open-detection.ts';
import { openRecognizer } from '../src/acts/recognizer.ts';
import { actionLane } from './action-lane.ts';
import { audioLane } from './audio-lane.ts';
import { bodyLane } from './body-lane.ts';
import { workerLane } from './infer-lane.ts';
import { mouthLane } from './mouth-lane.ts';
import { recognitionLane } from './recognize-lane.ts';

/** Every network in a worker of its own. */
export const meansOf = (modelsUrl: string): AnalysisMeans => ({
  startLanes: (wanted, report) => openDetection(wanted, { modelsUrl, makeLane: workerLane, gpu: navigator.gpu }, report),
  openRecognizer: (onGpu, report) => openRecognizer({ modelsUrl, onGpu, makeLane: recognitionLane }, report),
  listeningLane: () => audioLane(modelsUrl),
  openBodyFinder: (choice) => openBodyFinder({ modelsUrl, choice, makeLane: bodyLane }),
  actionLane: () => actionLane(modelsUrl),
  openMouthReader: () => openMouthReader(modelsUrl, mouthLane),
});
