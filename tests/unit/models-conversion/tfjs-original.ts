import { readFileSync } from 'node:fs';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import type * as tf from '@tensorflow/tfjs-core';

/** The groups of a TensorFlow.js weights manifest. */
export interface Manifest {
  readonly weights: tf.io.WeightsManifestEntry[];
}

/** A file's bytes as a copy of its own: Node's small files share one buffer. */
export function bytesOf(path: string): ArrayBuffer {
  return Uint8Array.from(readFileSync(path)).buffer;
}

/** The network as TensorFlow.js runs it; its weights lie beside the file. */
export function openOriginal(modelFile: string): Promise<GraphModel> {
  const json = JSON.parse(readFileSync(modelFile, 'utf8')) as { modelTopology: object; weightsManifest: Manifest[] };
  const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
  return loadGraphModel({ load: () => Promise.resolve({ ...json, weightSpecs, weightData: bytesOf(modelFile.replace('.json', '.bin')) }) });
}
