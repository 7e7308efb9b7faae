import { toHalf } from '../../../core/half.ts';
import f16 from './tensor-f16.wgsl?raw';
import f32 from './tensor-f32.wgsl?raw';

/** What a tensor's values are: f32, or halves, two a word in the tensor's buffer, which must be cleared before. */
export type TensorValue = 'f32' | 'f16';

/** The WGSL that binds `values` and `tensor`. */
export const tensorCode: Readonly<Record<TensorValue, string>> = { f32, f16 };

/** A table of tensor values as its kernel binds it: as it is, or each value's half in a word. */
export function tableOf(values: Float32Array<ArrayBuffer>, kind: TensorValue): Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> {
  return kind === 'f32' ? values : Uint32Array.from(values, toHalf);
}

/** Bytes of a buffer for so many values, whole words. */
export function tensorBytes(length: number, kind: TensorValue): number {
  return kind === 'f32' ? 4 * length : 4 * Math.ceil(length / 2);
}
