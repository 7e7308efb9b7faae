import { readFileSync } from 'node:fs';
import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';

/** A group of a TensorFlow.js weights manifest. */
export interface Manifest {
  readonly weights: tf.io.WeightsManifestEntry[];
}

interface ModelFile {
  readonly modelTopology: { readonly node: { readonly op: string; attr?: object }[] };
  readonly weightsManifest: readonly Manifest[];
}

const bytesPerValue: Readonly<Record<string, number>> = { uint8: 1, float16: 2 };

/** A file's bytes as a copy of its own: Node's small files share one buffer. */
export function bytesOf(path: string): ArrayBuffer {
  return Uint8Array.from(readFileSync(path)).buffer;
}

/**
 * A network as TensorFlow.js runs it; its weights lie beside the file. `shrink` is for one that takes pictures of any size but for the sizes that it names:
 * it then takes those of so much smaller sides, in a fraction of the time.
 */
export function openOriginal(modelFile: string, shrink = 1): Promise<GraphModel> {
  const json = JSON.parse(readFileSync(modelFile, 'utf8')) as ModelFile;
  const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
  const weightData = bytesOf(modelFile.replace('.json', '.bin'));
  let at = 0;
  for (const { name, shape, quantization } of shrink === 1 ? [] : weightSpecs) {
    const length = tf.util.sizeFromShape(shape);
    if (name.includes('up_sampling2d')) {
      const sizes = new Int32Array(weightData.slice(at, at + 4 * length)).map((sizePx) => sizePx / shrink);
      new Uint8Array(weightData).set(new Uint8Array(sizes.buffer), at);
    }
    at += length * (bytesPerValue[quantization?.dtype ?? ''] ?? 4);
  }
  if (shrink !== 1) for (const node of json.modelTopology.node) if (node.op === 'Placeholder') node.attr = {};
  return loadGraphModel({ load: () => Promise.resolve({ modelTopology: json.modelTopology, weightSpecs, weightData }) });
}
