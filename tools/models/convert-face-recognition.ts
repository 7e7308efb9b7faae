import { readFileSync } from 'node:fs';
import { conv } from './layers.ts';
import { Graph } from './onnx/graph.ts';
import { permuted, toFloats, type FloatTensor } from './onnx/tensor.ts';
import { readTfjsWeights, type TfjsWeights, type WeightGroup } from './tfjs-weights.ts';

/** Side of the input in pixels. */
const inputPx = 150;
/** Mean colour that the network takes from its input (RGB, 0–255), and what it divides by; both are in the graph. */
const meanRgb = [122.782, 117.001, 104.298] as const;
const inputScale = 1 / 255;
/** A residual unit; one with a side halves a picture of that side, and one with channels has so many more than the one before it. */
interface Unit {
  readonly name: string;
  readonly sidePx?: number;
  readonly moreChannels?: number;
}
const units: readonly Unit[] = [
  ...['conv32_1', 'conv32_2', 'conv32_3'].map((name) => ({ name })),
  { name: 'conv64_down', sidePx: 35, moreChannels: 32 },
  ...['conv64_1', 'conv64_2', 'conv64_3'].map((name) => ({ name })),
  { name: 'conv128_down', sidePx: 17, moreChannels: 64 },
  ...['conv128_1', 'conv128_2'].map((name) => ({ name })),
  { name: 'conv256_down', sidePx: 8, moreChannels: 128 },
  ...['conv256_1', 'conv256_2'].map((name) => ({ name })),
  { name: 'conv256_down_out', sidePx: 4 },
];

/**
 * Converts face-api's face recognition network (dlib's ResNet, 29 convolutions) into an ONNX file: `input` N × 3 × 150 × 150, RGB 0–255, to
 * `embedding` N × 128. `manifestFile` lies beside its weights.
 */
export function convertFaceRecognition(manifestFile: string): Uint8Array<ArrayBuffer> {
  const weights = readTfjsWeights(manifestFile, JSON.parse(readFileSync(manifestFile, 'utf8')) as WeightGroup[]);
  const graph = new Graph('face-recognition');
  const input = graph.input('input', ['faces', 3, inputPx, inputPx]);
  const centred = graph.node('Sub', [input, graph.constant('mean', { dims: [1, 3, 1, 1], data: Float32Array.from(meanRgb) })]);
  const normal = graph.node('Mul', [centred, graph.scalar('scale', inputScale)]);
  const first = graph.node('Relu', [scaledConv(graph, weights, normal, 'conv32_down', true)]);
  let value = graph.node('MaxPool', [first], { kernel_shape: [3, 3], strides: [2, 2] });
  for (const unit of units) value = unit.sidePx === undefined ? residual(graph, weights, value, unit.name) : residualDown(graph, weights, value, unit);
  const mean = graph.node('Flatten', [graph.node('GlobalAveragePool', [value])]);
  graph.node('MatMul', [mean, graph.constant('fc', weights.get('fc'))], {}, 'embedding');
  graph.output('embedding', ['faces', 128]);
  return graph.encode();
}

function residual(graph: Graph, weights: TfjsWeights, value: string, unit: string): string {
  const inner = graph.node('Relu', [scaledConv(graph, weights, value, `${unit}/conv1`, false)]);
  return graph.node('Relu', [graph.node('Add', [scaledConv(graph, weights, inner, `${unit}/conv2`, false), value])]);
}

/**
 * Half the picture. A 3x3 convolution with stride 2 and no padding leaves an even side one pixel shorter than pooling does: it gets a row and a
 * column of zeros at the end. Channels that the pooled picture does not have are zeros too.
 */
function residualDown(graph: Graph, weights: TfjsWeights, value: string, { name, sidePx = 0, moreChannels = 0 }: Unit): string {
  const inner = graph.node('Relu', [scaledConv(graph, weights, value, `${name}/conv1`, true)]);
  const small = scaledConv(graph, weights, inner, `${name}/conv2`, false);
  const pooled = graph.node('AveragePool', [value], { kernel_shape: [2, 2], strides: [2, 2] });
  const padded = sidePx % 2 === 0 ? graph.node('Pad', [small, graph.integers(`${name}/line`, [0, 0, 0, 0, 0, 0, 1, 1])]) : small;
  const widened = moreChannels === 0 ? pooled : graph.node('Pad', [pooled, graph.integers(`${name}/channels`, [0, 0, 0, 0, 0, moreChannels, 0, 0])]);
  return graph.node('Relu', [graph.node('Add', [padded, widened])]);
}

/** A convolution, then a factor and an offset per channel. These stay beside it: folded in, the filters could not be kept as bytes. */
function scaledConv(graph: Graph, weights: TfjsWeights, value: string, name: string, down: boolean): string {
  const filters = weights.get(`${name}/conv/filters`);
  const bias = weights.get(`${name}/conv/bias`);
  const sum = down
    ? graph.node('Conv', [value, graph.constant(`${name}/weights`, permuted(filters, [3, 2, 0, 1])), graph.constant(`${name}/bias`, bias)], { strides: [2, 2] })
    : conv(graph, value, { name, filters, bias });
  const scaled = graph.node('Mul', [sum, graph.constant(`${name}/factor`, perChannel(weights, `${name}/scale/weights`))]);
  return graph.node('Add', [scaled, graph.constant(`${name}/offset`, perChannel(weights, `${name}/scale/biases`))]);
}

function perChannel(weights: TfjsWeights, name: string): FloatTensor {
  const data = toFloats(weights.get(name));
  return { dims: [1, data.length, 1, 1], data };
}
