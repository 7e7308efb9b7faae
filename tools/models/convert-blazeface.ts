import { readFileSync } from 'node:fs';
import { AppError } from '../../src/core/errors.ts';
import { conv, rowsOf } from './layers.ts';
import { Graph } from './onnx/graph.ts';
import { toFloats } from './onnx/tensor.ts';
import { readTfjsWeights, type TfjsWeights, type WeightGroup } from './tfjs-weights.ts';

interface TfjsGraphModel {
  readonly modelTopology: { readonly node: readonly TfjsNode[] };
  readonly weightsManifest: readonly WeightGroup[];
}

interface TfjsNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, { readonly s?: string; readonly list?: { readonly i?: readonly string[]; readonly s?: readonly string[] } }>>;
}

/** Output names by the end of the graph's own: raw scores, and boxes with keypoints, on the grids of 16 and 32 pixels. */
const outputs: Readonly<Record<string, string>> = {
  classificators_1: 'logits_16',
  regressors_1: 'boxes_16',
  classificators_2: 'logits_32',
  regressors_2: 'boxes_32',
};

/** Converts BlazeFace (back camera), a TensorFlow.js graph, into an ONNX file for pictures of any size. `modelFile` lies beside its weights. */
export function convertBlazeface(modelFile: string): Uint8Array<ArrayBuffer> {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(modelFile, 'utf8')) as TfjsGraphModel;
  const weights = readTfjsWeights(modelFile, weightsManifest);
  const graph = new Graph('blazeface');
  const values = new Map<string, string>();
  for (const node of modelTopology.node) {
    if (node.op === 'Const') continue;
    const value = convertNode(graph, node, weights, (index) => values.get(inputOf(node, index)) ?? fail(node));
    values.set(node.name, value);
  }
  return graph.encode();
}

function convertNode(graph: Graph, node: TfjsNode, weights: TfjsWeights, value: (index: number) => string): string {
  const weight = (index: number): ReturnType<TfjsWeights['get']> => weights.get(inputOf(node, index));
  switch (node.op) {
    case 'Placeholder':
      return graph.input('input', [1, 3, 'height', 'width']);
    case '_FusedConv2D': {
      requireSame(node, weight(1).dims);
      const fused = node.attr['fused_ops']?.list?.s?.map(decoded).join();
      const sum = conv(graph, value(0), { name: inputOf(node, 1), filters: weight(1), bias: weight(2), stride: strideOf(node) });
      if (fused === 'BiasAdd') return sum;
      return fused === 'BiasAdd,Relu' ? graph.node('Relu', [sum]) : fail(node);
    }
    case 'DepthwiseConv2dNative':
      requireSame(node, weight(1).dims);
      return conv(graph, value(0), { name: inputOf(node, 1), filters: weight(1), stride: strideOf(node), depthwise: true });
    case 'MaxPool': {
      requireSame(node, []);
      const [, height, width] = listOf(node, 'ksize');
      return graph.node('MaxPool', [value(0)], { auto_pad: 'SAME_UPPER', kernel_shape: [height ?? fail(node), width ?? fail(node)], strides: [strideOf(node), strideOf(node)] });
    }
    case 'Pad': {
      // Pairs of before and after for N, H, W, C; ONNX wants all befores, then all afters, for N, C, H, W.
      const pads = toFloats(weight(1));
      const order = [0, 3, 1, 2].map((axis) => 2 * axis);
      const nchw = [...order, ...order.map((at) => at + 1)].map((at) => pads[at] ?? fail(node));
      return graph.node('Pad', [value(0), graph.integers(inputOf(node, 1), nchw)]);
    }
    case 'AddV2':
      return graph.node('Add', [value(0), value(1)]);
    case 'Relu':
      return graph.node('Relu', [value(0)]);
    case 'Reshape': {
      const output = outputs[node.name.split('/').at(-1) ?? ''] ?? fail(node);
      const numbers = toFloats(weight(1)).at(-1) ?? fail(node);
      rowsOf(graph, value(0), numbers, output);
      graph.output(output, [1, `anchors_${output.split('_').at(-1) ?? ''}`, numbers]);
      return output;
    }
    case 'Identity':
      return value(0);
    default:
      return fail(node);
  }
}

function inputOf(node: TfjsNode, index: number): string {
  return node.input?.[index] ?? fail(node);
}

function strideOf(node: TfjsNode): number {
  const [, height, width] = listOf(node, 'strides');
  return height !== undefined && height === width ? height : fail(node);
}

function listOf(node: TfjsNode, attribute: string): readonly number[] {
  return node.attr[attribute]?.list?.i?.map(Number) ?? fail(node);
}

/** Everything is padded SAME and laid out NHWC; a 1x1 kernel needs no padding, so that VALID is the same there. */
function requireSame(node: TfjsNode, kernel: readonly number[]): void {
  const padding = decoded(node.attr['padding']?.s ?? '');
  if (decoded(node.attr['data_format']?.s ?? '') !== 'NHWC' || node.attr['dilations']?.list?.i?.some((each) => each !== '1')) fail(node);
  if (padding !== 'SAME' && !(padding === 'VALID' && kernel[0] === 1 && kernel[1] === 1)) fail(node);
}

/** TensorFlow.js writes an attribute's text as base64. */
function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

function fail(node: TfjsNode): never {
  throw new AppError('document/invalid', { document: 'blazeface.json', node: node.name, operator: node.op });
}
