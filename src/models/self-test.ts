import { AppError } from '../core/errors.ts';
import { embeddingLength } from '../documents/embeddings.ts';
import { meshAdapter, recognitionAdapter, type CatalogEntry } from '../inference/catalog.ts';
import type { FloatTensor, FloatTensors } from '../inference/session.ts';
import { cropTarget, recognitionTensors } from './aligned-faces.ts';
import { bodyTestForms } from './body-test-forms.ts';
import { detectorParts } from './detector-parts.ts';
import { drawnFace } from './drawn-face.ts';
import { meshNumbers, meshTarget, meshTensors } from './face-mesh.ts';
import type { FaceNetwork } from './face-network.ts';
import type { PixelFormat } from './prepared-looks.ts';
import stored from './self-test-outputs.json';

/** What a model answered to the test's input on the processor in f32 when its weights were taken in; made by `tools/models`. */
export interface StoredAnswer {
  readonly sha256: string;
  /** By output: every n-th number (n as the adapter's form has it, often all), f32, little-endian, base64. */
  readonly outputs: Readonly<Record<string, string>>;
}

export type StoredAnswers = Readonly<Record<string, StoredAnswer>>;

/** An output tensor's name and shape. */
export interface NamedShape {
  readonly name: string;
  readonly dims: readonly number[];
}

/** A model's input with a known answer. */
export interface SelfTest {
  readonly inputName: string;
  readonly input: FloatTensor;
  /** All outputs of the network for this input. */
  readonly outputs: readonly NamedShape[];
  /** Throws `model/wrong-answer` where the outputs are not the stored ones, within the tolerance. */
  check(outputs: FloatTensors): void;
}

/** What the self-test of an adapter's models is made of; the picture is square. */
export interface TestForm {
  readonly inputName: string;
  readonly sidePx: number;
  readonly format: PixelFormat;
  readonly outputs: readonly NamedShape[];
  /** Of long outputs only every n-th number is stored and compared: a prime, so that every plane has its turn. Absent: all. */
  readonly every?: number;
}

/** A multiple of the coarsest grids' strides; SSD's are coarser. */
const sidePx: Readonly<Record<string, number>> = { yunet: 64, blazeface: 64, 'ssd-mobilenet': 128 };
/**
 * How far an answer may be off, as a share of the output's largest number, and beside it. f32 in another order is off by 1e-6 of that; a
 * network in fp16, a wrong kernel or a few zeros are off by far more than the thousandth.
 */
export const answerTolerance = { share: 1e-3, rest: 2e-6 } as const;

/** The self-test of a model; `internal/bug` where none was stored for its weights. */
export function selfTestOf({ id, adapter, sha256 }: CatalogEntry, answers: StoredAnswers = stored): SelfTest {
  const answer = answers[id];
  const { inputName, outputs, every = 1 } = formOf(adapter);
  if (answer?.sha256 !== sha256) throw new AppError('internal/bug', { reason: 'no stored answer of these weights', model: id });
  const expected = Object.fromEntries(Object.entries(answer.outputs).map(([name, text]) => [name, fromBase64(text)]));
  return {
    inputName,
    input: selfTestInput(adapter),
    outputs,
    check: (found) => {
      for (const [name, wanted] of Object.entries(expected)) {
        const data = found[name]?.data ?? new Float32Array(0);
        // Of what is not compared a NaN is told all the same.
        if (every > 1 && data.some(Number.isNaN)) throw new AppError('model/wrong-answer', { model: id, output: name, found: 'NaN' });
        checkOutput(id, name, wanted, thinned(data, every));
      }
    },
  };
}

/** The drawn face in a network's own form. */
export function selfTestInput(adapter: string): FloatTensor {
  const { sidePx: side, format } = formOf(adapter);
  const { mean, scale, channels } = format;
  const data = new Float32Array(3 * side * side);
  for (const channel of [0, 1, 2] as const) {
    const color = channels === 'rgb' ? channel : ((2 - channel) as 0 | 1 | 2);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        data[(channel * side + y) * side + x] = (drawnFace(x, y, side, color) - mean) * scale;
      }
    }
  }
  return { data, dims: [1, 3, side, side] };
}

/** What is stored of an adapter's answer, by output. */
export function storedOutputs(adapter: string, outputs: FloatTensors): Readonly<Record<string, string>> {
  const { every = 1 } = formOf(adapter);
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, toBase64(thinned(data, every))]));
}

/** The name of an adapter's input. */
export function selfTestInputName(adapter: string): string {
  return formOf(adapter).inputName;
}

function thinned(values: Float32Array, every: number): Float32Array {
  return every === 1 ? values : values.filter((_, index) => index % every === 0);
}

function formOf(adapter: string): TestForm {
  const bodies = bodyTestForms[adapter];
  if (bodies !== undefined) return bodies;
  if (adapter === recognitionAdapter) return { inputName: recognitionTensors.input, sidePx: cropTarget.widthPx, format: cropTarget, outputs: [{ name: recognitionTensors.output, dims: [1, embeddingLength] }] };
  if (adapter === meshAdapter) {
    const outputs = [{ name: meshTensors.points, dims: [1, meshNumbers] }, { name: meshTensors.face, dims: [1, 1] }];
    return { inputName: meshTensors.input, sidePx: meshTarget.widthPx, format: meshTarget, outputs };
  }
  const network = Object.values(detectorParts).flat().find((each) => each.adapter === adapter)?.network;
  const side = sidePx[adapter];
  if (network === undefined || side === undefined) throw new AppError('internal/bug', { reason: 'no self-test of this adapter', adapter });
  return { inputName: network.input, sidePx: side, format: network.format, outputs: outputsOf(network, side) };
}

function outputsOf(network: FaceNetwork, side: number): NamedShape[] {
  return network.grids(side, side).flatMap(({ cells, scores, otherScores, first, second }) =>
    [{ name: scores, length: 1 }, { name: otherScores, length: 1 }, first, second].flatMap((part) => (part?.name === undefined ? [] : [{ name: part.name, dims: [1, cells, part.length] }])));
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
function toBase64(values: Float32Array): string {
  return btoa(Array.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), (byte) => String.fromCharCode(byte)).join(''));
}
