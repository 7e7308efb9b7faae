import type { Graph } from './onnx/graph.ts';
import { permuted, type Tensor } from './onnx/tensor.ts';

export interface ConvSpec {
  /** Prefix of the weights' names. */
  readonly name: string;
  /** TensorFlow's order: height, width, in, out — or, depthwise, height, width, channels, 1. */
  readonly filters: Tensor;
  readonly bias?: Tensor;
  readonly stride?: number;
  readonly depthwise?: boolean;
  /** TensorFlow's SAME when absent. */
  readonly padding?: 'SAME_UPPER' | 'VALID';
}

/** A convolution; TensorFlow's SAME padding is ONNX's SAME_UPPER at every size, stride 2 included. NCHW in and out. */
export function conv(graph: Graph, input: string, { name, filters, bias, stride = 1, depthwise = false, padding = 'SAME_UPPER' }: ConvSpec): string {
  const weights = graph.constant(`${name}/weights`, permuted(filters, depthwise ? [2, 3, 0, 1] : [3, 2, 0, 1]));
  const inputs = [input, weights, ...(bias === undefined ? [] : [graph.constant(`${name}/bias`, bias)])];
  const [height, width, channels] = filters.dims as [number, number, number];
  return graph.node('Conv', inputs, { auto_pad: padding, kernel_shape: [height, width], strides: [stride, stride], group: depthwise ? channels : 1 });
}

/** Turns a head's planes (anchors · numbers per anchor) into rows of `numbers`, cell by cell from the top left, anchor by anchor. */
export function rowsOf(graph: Graph, head: string, numbers: number, output?: string): string {
  const cells = graph.node('Transpose', [head], { perm: [0, 2, 3, 1] });
  return graph.node('Reshape', [cells, graph.integers(`${cells}/shape`, [1, -1, numbers])], {}, output);
}
