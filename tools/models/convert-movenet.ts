import { Graph } from './onnx/graph.ts';
import { convertToPlanes, readTfjsGraph, type PlaneOutput } from './tfjs-graph.ts';

const outputs: readonly PlaneOutput[] = [
  { node: 'StatefulPartitionedCall/Sigmoid_1', name: 'centres', channels: 1 },
  { node: 'StatefulPartitionedCall/kpt_regress_0/conv2d_6/BiasAdd', name: 'regressions', channels: 34 },
  { node: 'StatefulPartitionedCall/Sigmoid', name: 'heatmaps', channels: 17 },
  { node: 'StatefulPartitionedCall/kpt_offset_0/conv2d_7/BiasAdd', name: 'offsets', channels: 34 },
];
/** Before its first subtraction the graph turns integers into floats and takes the batch apart, for a resize to the size that it has already. */
const beginnings: readonly string[] = ['Cast', 'Unpack', 'ExpandDims', 'Squeeze'];

/**
 * Converts MoveNet Lightning (one pose), a TensorFlow.js graph, into an ONNX file: `input` N × 3 × height × width, RGB 0–255 (192 × 192 in
 * training), to the planes above of a quarter of the size. `modelFile` lies beside its weights.
 */
export function convertMovenet(modelFile: string): Uint8Array<ArrayBuffer> {
  const graph = new Graph('movenet-lightning');
  convertToPlanes(graph, readTfjsGraph(modelFile), outputs, 'bodies', (node, value) => {
    if (node.op === 'Placeholder') return graph.input('input', ['bodies', 3, 'height', 'width']);
    return beginnings.includes(node.op) ? value(0) : undefined;
  });
  return graph.encode();
}
