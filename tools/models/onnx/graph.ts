import { AppError } from '../../../src/core/errors.ts';
import { bytesField, intField, message, textField } from './protobuf.ts';
import { sizeOf, type Tensor } from './tensor.ts';

/** ONNX operator set, and the file version that came with it (onnx 1.8). */
const opset = 13;
const irVersion = 7;

/** onnx.proto: TensorProto.DataType and AttributeProto.AttributeType. */
const dataType = { float: 1, uint8: 2, int64: 7 } as const;
const bytesPerValue: Readonly<Record<number, number>> = { [dataType.float]: 4, [dataType.uint8]: 1, [dataType.int64]: 8 };
const attributeType = { int: 2, text: 3, ints: 7 } as const;

export type Attributes = Readonly<Record<string, number | string | readonly number[]>>;
/** A dimension: its size, or a name when any size will do. */
export type Dim = number | string;

/** Collects the nodes of one network and writes them as an ONNX file. Values are named by strings; equal calls give equal bytes. */
export class Graph {
  readonly #name: string;
  readonly #nodes: Uint8Array[] = [];
  readonly #initializers: Uint8Array[] = [];
  readonly #inputs: Uint8Array[] = [];
  readonly #outputs: Uint8Array[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  /** Declares a float input and returns its name. */
  input(name: string, dims: readonly Dim[]): string {
    this.#inputs.push(bytesField(11, valueInfo(name, dims)));
    return name;
  }

  /** Declares the float value `name` as an output. */
  output(name: string, dims: readonly Dim[]): void {
    this.#outputs.push(bytesField(12, valueInfo(name, dims)));
  }

  /** Adds a node with one output and returns that output's name (made from the operator and a number when none is given). */
  node(operator: string, inputs: readonly string[], attributes: Attributes = {}, output = `${operator}_${this.#nodes.length}`): string {
    const fields = [
      ...inputs.map((input) => textField(1, input)),
      textField(2, output),
      textField(4, operator),
      ...Object.entries(attributes).map(([name, value]) => bytesField(5, attribute(name, value))),
    ];
    this.#nodes.push(bytesField(1, message(fields)));
    return output;
  }

  /** Adds constant floats; a packed tensor is stored as bytes and unpacked by nodes that the runtime folds when it loads the file. */
  constant(name: string, tensor: Tensor): string {
    if (!('scale' in tensor)) return this.#initializer(name, dataType.float, tensor.dims, floatBytes(tensor.data));
    const packed = this.#initializer(`${name}:packed`, dataType.uint8, tensor.dims, tensor.data);
    const floats = this.node('Cast', [packed], { to: dataType.float }, `${name}:bytes`);
    const scaled = this.node('Mul', [floats, this.scalar(`${name}:scale`, tensor.scale)], {}, `${name}:scaled`);
    return this.node('Add', [scaled, this.scalar(`${name}:min`, tensor.min)], {}, name);
  }

  /** Adds one constant float without dimensions. */
  scalar(name: string, value: number): string {
    return this.#initializer(name, dataType.float, [], floatBytes(Float32Array.of(value)));
  }

  /** Adds a constant list of whole numbers (a shape, pads). */
  integers(name: string, values: readonly number[]): string {
    const bytes = new Uint8Array(BigInt64Array.from(values, (value) => BigInt(value)).buffer);
    return this.#initializer(name, dataType.int64, [values.length], bytes);
  }

  /** The bytes of the ONNX file. */
  encode(): Uint8Array<ArrayBuffer> {
    const graph = message(this.#nodes, textField(2, this.#name), this.#initializers, this.#inputs, this.#outputs);
    return message(intField(1, irVersion), textField(2, 'veil'), bytesField(7, graph), bytesField(8, message(textField(1, ''), intField(2, opset))));
  }

  #initializer(name: string, type: number, dims: readonly number[], bytes: Uint8Array): string {
    if (bytes.length !== sizeOf(dims) * (bytesPerValue[type] ?? 0)) throw new AppError('internal/bug', { constant: name, bytes: bytes.length });
    this.#initializers.push(bytesField(5, message(...dims.map((dim) => intField(1, dim)), intField(2, type), textField(8, name), bytesField(9, bytes))));
    return name;
  }
}

function attribute(name: string, value: number | string | readonly number[]): Uint8Array {
  if (typeof value === 'number') return message(textField(1, name), intField(3, value), intField(20, attributeType.int));
  if (typeof value === 'string') return message(textField(1, name), textField(4, value), intField(20, attributeType.text));
  return message(textField(1, name), ...value.map((each) => intField(8, each)), intField(20, attributeType.ints));
}

function valueInfo(name: string, dims: readonly Dim[]): Uint8Array {
  const shape = message(...dims.map((dim) => bytesField(1, typeof dim === 'number' ? intField(1, dim) : textField(2, dim))));
  return message(textField(1, name), bytesField(2, bytesField(1, message(intField(1, dataType.float), bytesField(2, shape)))));
}

/** Little-endian, as ONNX wants it on every machine. */
function floatBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setFloat32(4 * index, value, true));
  return bytes;
}
