import { conv } from './layers.ts';
import { Graph } from './onnx/graph.ts';
import { everyNth } from './onnx/tensor.ts';
import { convertToPlanes, failAt, inputOf, readTfjsGraph, type PlaneOutput } from './tfjs-graph.ts';

/** COCO's classes; the first is a person, the only one that is kept: the others' planes are work for nothing. */
const classes = 80;
const personClass = 0;
const scoresNode = 'tower_0/CenternetHead/centernet_cls_output/BiasAdd';
const outputs: readonly PlaneOutput[] = [
  { node: scoresNode, name: 'logits', channels: 1 },
  { node: 'tower_0/wh', name: 'sides', channels: 4 },
];

/**
 * Converts CenterNet (MobileNetV3, COCO), a TensorFlow.js graph, into an ONNX file that finds persons in pictures of any size in multiples of 32:
 * `input` 1 × 3 × height × width, RGB 0–255, to the planes above of a quarter of the size. `modelFile` lies beside its weights.
 */
export function convertCenternet(modelFile: string): Uint8Array<ArrayBuffer> {
  const source = readTfjsGraph(modelFile);
  const graph = new Graph('centernet');
  convertToPlanes(graph, source, outputs, 1, (node, value) => {
    if (node.op === 'Placeholder') return graph.input('input', [1, 3, 'height', 'width']);
    if (node.name !== scoresNode) return undefined;
    const [filters, bias] = [source.weights.get(inputOf(node, 1)), source.weights.get(inputOf(node, 2))];
    if (bias.dims[0] !== classes) failAt(node);
    return conv(graph, value(0), { name: inputOf(node, 1), filters: everyNth(filters, personClass, classes), bias: everyNth(bias, personClass, classes) });
  });
  return graph.encode();
}
