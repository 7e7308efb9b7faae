import { readFileSync } from 'node:fs';
import { AppError } from '../../src/core/errors.ts';
import { conv } from './layers.ts';
import type { Dim, Graph } from './onnx/graph.ts';
import { permuted, toFloats } from './onnx/tensor.ts';
import { readTfjsWeights, type TfjsWeights, type WeightGroup } from './tfjs-weights.ts';

export interface TfjsNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, { readonly s?: string; readonly b?: boolean; readonly list?: { readonly i?: readonly string[]; readonly s?: readonly string[] } }>>;
}

interface TfjsModelFile {
  readonly modelTopology: { readonly node: readonly TfjsNode[] };
  readonly weightsManifest: readonly WeightGroup[];
}

/** A TensorFlow.js graph with its weights; nodes in an order in which they can be run. */
export interface TfjsGraph {
  readonly nodes: readonly TfjsNode[];
  readonly weights: TfjsWeights;
}

/** Converts a node of a graph that the network's own converter knows more of; undefined when it is one like any other. */
export type ConvertOwn = (node: TfjsNode, value: (index: number) => string) => string | undefined;

/** Reads a graph whose weights lie beside it. Throws `document/invalid`. */
export function readTfjsGraph(modelFile: string): TfjsGraph {
  const { modelTopology, weightsManifest } = JSON.parse(readFileSync(modelFile, 'utf8')) as TfjsModelFile;
  return { nodes: modelTopology.node, weights: readTfjsWeights(modelFile, weightsManifest) };
}

/**
 * Adds the nodes, each after those that it needs, to an ONNX graph (NCHW), and returns the names of their values by node. Throws `document/invalid`
 * for one that nobody can convert.
 */
export function convertNodes(graph: Graph, { nodes, weights }: TfjsGraph, convertOwn: ConvertOwn): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const node of nodes) {
    if (node.op === 'Const') continue;
    const value = (index: number): string => values.get(inputOf(node, index)) ?? failAt(node);
    values.set(node.name, convertOwn(node, value) ?? convertNode(graph, node, weights, value));
  }
  return values;
}

/** One of a network's outputs: the graph's node, the name that it gets, and how many planes it holds. */
export interface PlaneOutput {
  readonly node: string;
  readonly name: string;
  readonly channels: number;
}

/** Converts the part of a graph that ends in planes: what comes behind them is decoded in TypeScript. Throws `document/invalid`. */
export function convertToPlanes(graph: Graph, source: TfjsGraph, outputs: readonly PlaneOutput[], batch: Dim, convertOwn: ConvertOwn): void {
  const ends = outputs.map(({ node }) => source.nodes.find(({ name }) => name === node) ?? failAt({ name: node, op: 'missing' }));
  const values = convertNodes(graph, graphUpTo(source, ends), convertOwn);
  for (const { node, name, channels } of outputs) {
    graph.node('Identity', [values.get(node) as string], {}, name);
    graph.output(name, [batch, channels, 'rows', 'columns']);
  }
}

/** The part of a graph that the given nodes need: a converter that decodes elsewhere leaves out what comes after them. */
export function graphUpTo({ nodes, weights }: TfjsGraph, ends: readonly TfjsNode[]): TfjsGraph {
  const needed = new Set(ends.map(({ name }) => name));
  for (const { name, input = [] } of nodes.toReversed()) if (needed.has(name)) for (const each of input) needed.add(each);
  return { nodes: nodes.filter(({ name }) => needed.has(name)), weights };
}

function convertNode(graph: Graph, node: TfjsNode, weights: TfjsWeights, value: (index: number) => string): string {
  const weight = (index: number): ReturnType<TfjsWeights['get']> => weights.get(inputOf(node, index));
  const slope = (index: number): string => graph.constant(inputOf(node, index), perChannel(weight(index)));
  // A constant may stand on either side; its name is the node's, for two nodes may share one.
  const operand = (index: number): string => (weights.has(inputOf(node, index)) ? graph.constant(`${node.name}/${index}`, perChannel(weight(index))) : value(index));
  const fused = (node.attr?.['fused_ops']?.list?.s ?? []).map(decoded);
  switch (node.op) {
    case '_FusedConv2D':
    case 'Conv2D': {
      const bias = fused[0] === 'BiasAdd' ? { bias: weight(2) } : {};
      const sum = conv(graph, value(0), { name: inputOf(node, 1), filters: weight(1), ...bias, stride: strideOf(node), padding: paddingOf(node, weight(1).dims) });
      if (fused.join() === 'BiasAdd,Prelu') return graph.node('PRelu', [sum, slope(3)]);
      return activated(graph, node, sum, fused);
    }
    case 'FusedDepthwiseConv2dNative':
    case 'DepthwiseConv2dNative': {
      const bias = fused[0] === 'BiasAdd' ? { bias: weight(2) } : {};
      const sum = conv(graph, value(0), { name: inputOf(node, 1), filters: weight(1), ...bias, stride: strideOf(node), depthwise: true, padding: paddingOf(node, weight(1).dims) });
      return activated(graph, node, sum, fused);
    }
    case 'MaxPool': {
      const kernel = listOf(node, 'ksize').slice(1, 3);
      return graph.node('MaxPool', [value(0)], { auto_pad: paddingOf(node, kernel), kernel_shape: kernel, strides: [strideOf(node), strideOf(node)] });
    }
    case 'Pad': {
      // Pairs of before and after for N, H, W, C; ONNX wants all befores, then all afters, for N, C, H, W.
      const pads = toFloats(weight(1));
      const order = [0, 3, 1, 2].map((axis) => 2 * axis);
      const nchw = [...order, ...order.map((at) => at + 1)].map((at) => pads[at] ?? failAt(node));
      return graph.node('Pad', [value(0), graph.integers(inputOf(node, 1), nchw)]);
    }
    case 'Mean':
      return toFloats(weight(1)).join() === '1,2' && node.attr?.['keep_dims']?.b === true ? graph.node('GlobalAveragePool', [value(0)]) : failAt(node);
    case 'ResizeBilinear':
      return doubled(graph, node, value(0));
    case 'ConcatV2': {
      const last = (node.input?.length ?? 0) - 1;
      if (toFloats(weight(last))[0] !== 3) failAt(node); // channels
      return graph.node('Concat', Array.from({ length: last }, (_, index) => value(index)), { axis: 1 });
    }
    case 'Add':
    case 'AddV2':
      return graph.node('Add', [operand(0), operand(1)]);
    case 'Sub':
      return graph.node('Sub', [operand(0), operand(1)]);
    case 'Mul':
      return graph.node('Mul', [operand(0), operand(1)]);
    case 'Relu':
    case 'Relu6':
      return activated(graph, node, value(0), ['BiasAdd', node.op]);
    case 'Prelu':
      return graph.node('PRelu', [value(0), slope(1)]);
    case 'Sigmoid':
      return graph.node('Sigmoid', [value(0)]);
    case 'Identity':
      return value(0);
    default:
      return failAt(node);
  }
}

/** What a convolution is fused with behind its bias. */
function activated(graph: Graph, node: TfjsNode, sum: string, fused: readonly string[]): string {
  switch (fused.join()) {
    case '':
    case 'BiasAdd':
      return sum;
    case 'BiasAdd,Relu':
      return graph.node('Relu', [sum]);
    case 'BiasAdd,Relu6':
      return graph.node('Clip', [sum, graph.scalar(`${node.name}/min`, 0), graph.scalar(`${node.name}/max`, 6)]);
    default:
      return failAt(node);
  }
}

/** Between neighbours, to twice the size whatever that is: the graphs here name sizes, and enlarge by nothing else. */
function doubled(graph: Graph, node: TfjsNode, value: string): string {
  if (node.attr?.['align_corners']?.b === true) failAt(node);
  const mode = node.attr?.['half_pixel_centers']?.b === true ? 'half_pixel' : 'asymmetric';
  const scales = graph.constant(`${node.name}/scales`, { dims: [4], data: Float32Array.of(1, 1, 2, 2) });
  return graph.node('Resize', [value, '', scales], { mode: 'linear', coordinate_transformation_mode: mode });
}

/** The name of a node's input. Throws `document/invalid`. */
export function inputOf(node: TfjsNode, index: number): string {
  return node.input?.[index] ?? failAt(node);
}

/** A node that is not as the converter expects. */
export function failAt(node: TfjsNode): never {
  throw new AppError('document/invalid', { document: 'graph', node: node.name, operator: node.op });
}

function strideOf(node: TfjsNode): number {
  const [, height, width] = listOf(node, 'strides');
  return height !== undefined && height === width ? height : failAt(node);
}

function listOf(node: TfjsNode, attribute: string): readonly number[] {
  return node.attr?.[attribute]?.list?.i?.map(Number) ?? failAt(node);
}

/**
 * TensorFlow's SAME is ONNX's SAME_UPPER at every size, and a 1x1 kernel needs no padding, so that VALID is the same there. Everything is laid
 * out NHWC and without dilation.
 */
function paddingOf(node: TfjsNode, [height, width]: readonly number[]): 'SAME_UPPER' | 'VALID' {
  if (decoded(node.attr?.['data_format']?.s ?? '') !== 'NHWC' || node.attr?.['dilations']?.list?.i?.some((each) => each !== '1')) failAt(node);
  const padding = decoded(node.attr?.['padding']?.s ?? '');
  if (padding === 'VALID' && !(height === 1 && width === 1)) return 'VALID';
  return padding === 'SAME' || padding === 'VALID' ? 'SAME_UPPER' : failAt(node);
}

/** A slope per channel for pictures that are laid out channel by channel. */
function perChannel(tensor: ReturnType<TfjsWeights['get']>): ReturnType<TfjsWeights['get']> {
  const [height = 1, width = 1, channels = 1] = tensor.dims;
  const { dims, ...rest } = permuted({ ...tensor, dims: [1, height, width, channels] }, [0, 3, 1, 2]);
  return { ...rest, dims: dims.slice(1) };
}

/** TensorFlow.js writes an attribute's text as base64. */
function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
