import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '../../src/core/errors.ts';
import { fromHalf } from '../../src/core/half.ts';
import { sizeOf, type Tensor } from './onnx/tensor.ts';

/** One group of TensorFlow.js's weights manifest: tensors that lie one after the other in the group's files. */
export interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly WeightSpec[];
}

interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  /** A float16 is its own value; a byte stands for `byte · scale + min`. */
  readonly quantization?: { readonly dtype: string; readonly scale: number; readonly min: number };
}

const bytesPerValue: Readonly<Record<string, number>> = { uint8: 1, float16: 2, float32: 4, int32: 4 };

/** All tensors by name. Whole numbers become floats: here they are only small shapes and pads. */
export class TfjsWeights {
  readonly #tensors: ReadonlyMap<string, Tensor>;

  constructor(tensors: ReadonlyMap<string, Tensor>) {
    this.#tensors = tensors;
  }

  /** The tensor of that name; throws `document/invalid` when the package holds none. */
  get(name: string): Tensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new AppError('document/invalid', { document: 'weights', field: name });
    return tensor;
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }
}

/** Reads the weight files that lie beside `manifestFile`. Throws `document/invalid` when they do not hold what the manifest says. */
export function readTfjsWeights(manifestFile: string, groups: readonly WeightGroup[]): TfjsWeights {
  const tensors = new Map<string, Tensor>();
  for (const { paths, weights } of groups) {
    const bytes = Buffer.concat(paths.map((path) => readFileSync(join(dirname(manifestFile), path))));
    let at = 0;
    for (const spec of weights) {
      const end = at + sizeOf(spec.shape) * (bytesPerValue[spec.quantization?.dtype ?? spec.dtype] ?? 4);
      if (end > bytes.length) throw new AppError('document/invalid', { document: manifestFile, field: spec.name });
      tensors.set(spec.name, readTensor(spec, bytes.subarray(at, end)));
      at = end;
    }
    if (at !== bytes.length) throw new AppError('document/invalid', { document: manifestFile, bytesLeft: bytes.length - at });
  }
  return new TfjsWeights(tensors);
}

function readTensor({ name, shape, dtype, quantization }: WeightSpec, bytes: Uint8Array): Tensor {
  if (quantization?.dtype === 'uint8') return { dims: shape, data: bytes, scale: quantization.scale, min: quantization.min };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (quantization?.dtype === 'float16') return { dims: shape, data: Float32Array.from({ length: bytes.byteLength / 2 }, (_, index) => fromHalf(view.getUint16(2 * index, true))) };
  const length = bytes.byteLength / 4;
  if (quantization === undefined && dtype === 'float32') return { dims: shape, data: Float32Array.from({ length }, (_, index) => view.getFloat32(4 * index, true)) };
  if (quantization === undefined && dtype === 'int32') return { dims: shape, data: Float32Array.from({ length }, (_, index) => view.getInt32(4 * index, true)) };
  throw new AppError('document/invalid', { document: 'weights', field: name, dtype: quantization?.dtype ?? dtype });
}
