import { AppError } from '../../../src/core/errors.ts';

/** Row-major numbers, either floats or bytes that stand for `byte · scale + min`. */
export type Tensor = FloatTensor | PackedTensor;

export interface FloatTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** A quarter of the size; the runtime unpacks it once, when it loads the network. */
export interface PackedTensor {
  readonly dims: readonly number[];
  readonly data: Uint8Array;
  readonly scale: number;
  readonly min: number;
}

/** Number of elements of a shape. */
export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, dim) => product * dim, 1);
}

/** The numbers of a tensor, unpacked. */
export function toFloats(tensor: Tensor): Float32Array {
  return 'scale' in tensor ? Float32Array.from(tensor.data, (byte) => byte * tensor.scale + tensor.min) : tensor.data;
}

/** Reorders the axes of a four-dimensional tensor: axis i of the result is axis `order[i]` of the source. */
export function permuted(tensor: Tensor, order: readonly [number, number, number, number]): Tensor {
  const [a, b, c, d] = order.map((axis) => dimOf(tensor, axis)) as [number, number, number, number];
  const stepOf = (axis: number): number => sizeOf(tensor.dims.slice(axis + 1));
  const [stepA, stepB, stepC, stepD] = order.map(stepOf) as [number, number, number, number];
  const sources = new Uint32Array(a * b * c * d);
  let at = 0;
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) {
      for (let k = 0; k < c; k++) {
        for (let l = 0; l < d; l++) sources[at++] = i * stepA + j * stepB + k * stepC + l * stepD;
      }
    }
  }
  return gathered(tensor, [a, b, c, d], sources);
}

/** Keeps, of the last axis, the elements `first`, `first + step`, … */
export function everyNth(tensor: Tensor, first: number, step: number): Tensor {
  const last = dimOf(tensor, tensor.dims.length - 1);
  const kept = Math.ceil((last - first) / step);
  const rows = sizeOf(tensor.dims) / last;
  const sources = Uint32Array.from({ length: rows * kept }, (_, index) => Math.floor(index / kept) * last + first + (index % kept) * step);
  return gathered(tensor, [...tensor.dims.slice(0, -1), kept], sources);
}

function gathered(tensor: Tensor, dims: readonly number[], sources: Uint32Array): Tensor {
  if ('scale' in tensor) return { ...tensor, dims, data: Uint8Array.from(sources, (source) => tensor.data[source] as number) };
  return { dims, data: Float32Array.from(sources, (source) => tensor.data[source] as number) };
}

function dimOf(tensor: Tensor, axis: number): number {
  const dim = tensor.dims[axis];
  if (dim === undefined) throw new AppError('internal/bug', { reason: `no axis ${axis} in ${tensor.dims.join('x')}` });
  return dim;
}
