import { AppError } from '../core/errors.ts';
import type { CatalogEntry } from '../inference/catalog.ts';
import type { FloatTensor, FloatTensors } from '../inference/session.ts';
import { detectorParts } from './detector-parts.ts';
import { drawnFace } from './drawn-face.ts';
import type { FaceNetwork } from './face-network.ts';
import stored from './self-test-outputs.json';

/** What a model answered to the test's input on the processor in f32 when its weights were taken in; made by `tools/models`. */
export interface StoredAnswer {
  readonly sha256: string;
  /** By output: f32, little-endian, base64. */
  readonly outputs: Readonly<Record<string, string>>;
}

export type StoredAnswers = Readonly<Record<string, StoredAnswer>>;

/** A model's input with a known answer. */
export interface SelfTest {
  readonly network: FaceNetwork;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly input: FloatTensor;
  /** Throws `model/wrong-answer` where the outputs are not the stored ones, within the tolerance. */
  check(outputs: FloatTensors): void;
}

/** Square, and a multiple of the coarsest grids' strides; SSD's are coarser. */
const sidePx: Readonly<Record<string, number>> = { yunet: 64, blazeface: 64, 'ssd-mobilenet': 128 };
/**
 * How far an answer may be off, as a share of the output's largest number, and beside it. f32 in another order is off by 1e-6 of that; a
 * network in fp16, a wrong kernel or a few zeros are off by far more than the thousandth.
 */
export const answerTolerance = { share: 1e-3, rest: 2e-6 } as const;

/** The self-test of a model; `internal/bug` where none was stored for its weights. */
export function selfTestOf({ id, adapter, sha256 }: CatalogEntry, answers: StoredAnswers = stored): SelfTest {
  const answer = answers[id];
  const network = networkOf(adapter);
  if (answer?.sha256 !== sha256) throw new AppError('internal/bug', { reason: 'no stored answer of these weights', model: id });
  const expected = Object.fromEntries(Object.entries(answer.outputs).map(([name, text]) => [name, fromBase64(text)]));
  return {
    network,
    ...sizeOf(adapter),
    input: selfTestInput(adapter),
    check: (outputs) => {
      for (const [name, wanted] of Object.entries(expected)) checkOutput(id, name, wanted, outputs[name]?.data ?? new Float32Array(0));
    },
  };
}

/** The drawn face in a network's own form. */
export function selfTestInput(adapter: string): FloatTensor {
  const { widthPx, heightPx } = sizeOf(adapter);
  const { mean, scale, channels } = networkOf(adapter).format;
  const data = new Float32Array(3 * widthPx * heightPx);
  for (const channel of [0, 1, 2] as const) {
    const color = channels === 'rgb' ? channel : ((2 - channel) as 0 | 1 | 2);
    for (let y = 0; y < heightPx; y++) {
      for (let x = 0; x < widthPx; x++) {
        data[(channel * heightPx + y) * widthPx + x] = (drawnFace(x, y, widthPx, color) - mean) * scale;
      }
    }
  }
  return { data, dims: [1, 3, heightPx, widthPx] };
}

function networkOf(adapter: string): FaceNetwork {
  const part = Object.values(detectorParts).flat().find((each) => each.adapter === adapter);
  if (part === undefined) throw new AppError('internal/bug', { reason: 'no network of this adapter', adapter });
  return part.network;
}

function sizeOf(adapter: string): { readonly widthPx: number; readonly heightPx: number } {
  const side = sidePx[adapter];
  if (side === undefined) throw new AppError('internal/bug', { reason: 'no self-test of this adapter', adapter });
  return { widthPx: side, heightPx: side };
}

function checkOutput(model: string, output: string, wanted: Float32Array, found: Float32Array): void {
  if (found.length !== wanted.length) throw new AppError('model/wrong-answer', { model, output, expected: wanted.length, found: found.length });
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const tolerance = answerTolerance.share * largest + answerTolerance.rest;
  const at = wanted.findIndex((value, index) => !(Math.abs(value - (found[index] as number)) <= tolerance)); // NaN is off, too
  if (at >= 0) throw new AppError('model/wrong-answer', { model, output, at, expected: wanted[at] as number, found: String(found[at]), tolerance });
}

/** The inverse of `toBase64`. */
function fromBase64(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)).buffer);
}

/** For storing: every engine that this runs on is little-endian. */
export function toBase64(values: Float32Array): string {
  return btoa(Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), (byte) => String.fromCharCode(byte)).join(''));
}
