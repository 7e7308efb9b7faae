import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { AppError, toAppError } from '../core/errors.ts';
import { Owned } from '../core/owned.ts';
import type { Runtime } from './ort.ts';

/** A float tensor in plain memory, row-major. */
export interface FloatTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** A number that a network wants as a whole one: a rate, a length. */
export interface IntegerScalar {
  readonly integer: number;
}

export type FloatTensors = Readonly<Record<string, FloatTensor>>;

/** What a network is given, by its inputs' names. */
export type Feeds = Readonly<Record<string, FloatTensor | IntegerScalar>>;

/** A loaded network. `run` borrows its feeds until it resolves; outputs are the caller's. */
export interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Dimensions of the input by name, each a number or, where any will do, a name; undefined where there is no such tensor. */
  inputDims(name: string): readonly (number | string)[] | undefined;
  /** Throws `model/run-failed`; a failed run does not harm later ones. */
  run(feeds: Feeds): Promise<FloatTensors>;
}

/** Opens a network from the bytes of an ONNX file; the caller closes it. Throws `model/run-failed` when it cannot be loaded. */
export async function openSession(runtime: Runtime, bytes: Uint8Array): Promise<Owned<Session>> {
  const opened = await runtime.queue
    .run(() =>
      runtime.ort.InferenceSession.create(bytes, {
        executionProviders: ['wasm'],
        // Measured on YuNet 640x384, Node wasm: arena off, memory pattern off and NHWC each cost 1-5 %, and fixed sizes gain under 5 %.
        graphOptimizationLevel: 'all',
      }),
    )
    .catch((error: unknown) => {
      throw toAppError(error, 'model/run-failed', { step: 'load' });
    });
  const session = new OrtSession(runtime, opened);
  return new Owned<Session>(session, () => session.close());
}

class OrtSession implements Session {
  readonly #runtime: Runtime;
  readonly #session: InferenceSession;
  #closed = false;

  constructor(runtime: Runtime, session: InferenceSession) {
    this.#runtime = runtime;
    this.#session = session;
  }

  get inputNames(): readonly string[] {
    return this.#session.inputNames;
  }

  get outputNames(): readonly string[] {
    return this.#session.outputNames;
  }

  inputDims(name: string): readonly (number | string)[] | undefined {
    const input = this.#session.inputMetadata.find((each) => each.name === name);
    return input?.isTensor === true ? input.shape : undefined;
  }

  async run(feeds: Feeds): Promise<FloatTensors> {
    try {
      return await this.#runtime.queue.run(async () => {
        if (this.#closed) throw new AppError('model/run-failed', { reason: 'the session is closed' });
        const inputs: Record<string, Tensor> = {};
        const { Tensor: OrtTensor } = this.#runtime.ort;
        for (const [name, feed] of Object.entries(feeds)) {
          inputs[name] = 'integer' in feed ? new OrtTensor('int64', BigInt64Array.of(BigInt(feed.integer)), []) : new OrtTensor('float32', feed.data, feed.dims);
        }
        return toFloatTensors(await this.#session.run(inputs));
      });
    } catch (error) {
      throw toAppError(error, 'model/run-failed');
    }
  }

  /** Releases the network after the runs that are under way. */
  close(): void {
    this.#closed = true;
    void this.#runtime.queue.run(() => this.#session.release());
  }
}

function toFloatTensors(outputs: InferenceSession.ReturnType): FloatTensors {
  const tensors: Record<string, FloatTensor> = {};
  for (const [name, tensor] of Object.entries(outputs)) {
    if (!(tensor.data instanceof Float32Array)) throw new AppError('model/run-failed', { output: name, type: tensor.type });
    tensors[name] = { data: tensor.data, dims: tensor.dims };
  }
  return tensors;
}
