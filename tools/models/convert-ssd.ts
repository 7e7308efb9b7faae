import { readFileSync } from 'node:fs';
import { conv, rowsOf } from './layers.ts';
import { Graph } from './onnx/graph.ts';
import { everyNth, toFloats, type FloatTensor } from './onnx/tensor.ts';
import { readTfjsWeights, type TfjsWeights, type WeightGroup } from './tfjs-weights.ts';

/** MobileNet v1: pairs of depthwise and pointwise convolutions; these halve the size (after the first convolution, which does too). */
const pairs = 13;
const stride2Pairs: readonly number[] = [2, 4, 6, 12];
/** The finest of the six grids looks at the output of this pair, the second at the last pair's. */
const finestPair = 11;
/** Pairs of a 1x1 and a 3x3 convolution that make the four coarser grids. */
const extraPairs = 4;
const batchNormEpsilon = 0.001;
/** Classes of the predictors: background, face, and one that training left empty. */
const classes = 3;
const faceClass = 1;

/** Converts face-api's SSD-MobileNet v1 face detector into an ONNX file for pictures of any size. `manifestFile` lies beside its weights. */
export function convertSsd(manifestFile: string): Uint8Array<ArrayBuffer> {
  const weights = readTfjsWeights(manifestFile, JSON.parse(readFileSync(manifestFile, 'utf8')) as WeightGroup[]);
  const graph = new Graph('ssd-mobilenet-face');
  const clip = [graph.scalar('clip/min', 0), graph.scalar('clip/max', 6)];
  const relu6 = (value: string): string => graph.node('Clip', [value, ...clip]);
  const pointwise = (input: string, prefix: string, stride = 1): string =>
    relu6(conv(graph, input, { name: prefix, filters: weights.get(`${prefix}/weights`), bias: weights.get(`${prefix}/convolution_bn_offset`), stride }));
  const depthwise = (input: string, prefix: string, stride: number): string =>
    relu6(conv(graph, input, { name: prefix, ...foldBatchNorm(weights, prefix), stride, depthwise: true }));

  let value = pointwise(graph.input('input', [1, 3, 'height', 'width']), 'MobilenetV1/Conv2d_0_pointwise', 2);
  const grids: string[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    value = depthwise(value, `MobilenetV1/Conv2d_${pair}_depthwise`, stride2Pairs.includes(pair) ? 2 : 1);
    value = pointwise(value, `MobilenetV1/Conv2d_${pair}_pointwise`);
    if (pair === finestPair) grids.push(value);
  }
  grids.push(value);
  for (let pair = 0; pair < extraPairs; pair++) {
    value = pointwise(value, `Prediction/Conv2d_${2 * pair}_pointwise`);
    value = pointwise(value, `Prediction/Conv2d_${2 * pair + 1}_pointwise`, 2);
    grids.push(value);
  }

  const heads = grids.map((grid, index) => {
    const head = (kind: string): string => `Prediction/BoxPredictor_${index}/${kind}`;
    const boxes = head('BoxEncodingPredictor');
    const scores = head('ClassPredictor');
    // Only the face's channels: a softmax was never trained, each class has its own sigmoid.
    const face = (name: string): ReturnType<typeof everyNth> => everyNth(weights.get(`${scores}/${name}`), faceClass, classes);
    return {
      boxes: rowsOf(graph, conv(graph, grid, { name: boxes, filters: weights.get(`${boxes}/weights`), bias: weights.get(`${boxes}/biases`) }), 4),
      logits: rowsOf(graph, conv(graph, grid, { name: scores, filters: face('weights'), bias: face('biases') }), 1),
    };
  });
  graph.node('Concat', heads.map(({ boxes }) => boxes), { axis: 1 }, 'boxes');
  graph.node('Concat', heads.map(({ logits }) => logits), { axis: 1 }, 'logits');
  graph.output('boxes', [1, 'anchors', 4]);
  graph.output('logits', [1, 'anchors', 1]);
  return graph.encode();
}

/** Normalization over the batch is a factor and an offset per channel once trained: both go into the convolution before it. */
function foldBatchNorm(weights: TfjsWeights, prefix: string): { filters: FloatTensor; bias: FloatTensor } {
  const filters = weights.get(`${prefix}/depthwise_weights`);
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((name) => toFloats(weights.get(`${prefix}/BatchNorm/${name}`))) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const factors = Array.from(gamma, (each, channel) => each / Math.sqrt((variance[channel] as number) + batchNormEpsilon));
  const channels = factors.length;
  return {
    filters: { dims: filters.dims, data: toFloats(filters).map((each, index) => each * (factors[index % channels] as number)) },
    bias: { dims: [channels], data: beta.map((each, channel) => each - (mean[channel] as number) * (factors[channel] as number)) },
  };
}
