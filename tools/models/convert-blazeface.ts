import { rowsOf } from './layers.ts';
import { Graph } from './onnx/graph.ts';
import { toFloats } from './onnx/tensor.ts';
import { convertNodes, failAt, inputOf, readTfjsGraph } from './tfjs-graph.ts';

/** Output names by the end of the graph's own: raw scores, and boxes with keypoints, on the grids of 16 and 32 pixels. */
const outputs: Readonly<Record<string, string>> = {
  classificators_1: 'logits_16',
  regressors_1: 'boxes_16',
  classificators_2: 'logits_32',
  regressors_2: 'boxes_32',
};

/** Converts BlazeFace (back camera), a TensorFlow.js graph, into an ONNX file for pictures of any size. `modelFile` lies beside its weights. */
export function convertBlazeface(modelFile: string): Uint8Array<ArrayBuffer> {
  const source = readTfjsGraph(modelFile);
  const graph = new Graph('blazeface');
  convertNodes(graph, source, (node, value) => {
    if (node.op === 'Placeholder') return graph.input('input', [1, 3, 'height', 'width']);
    if (node.op !== 'Reshape') return undefined;
    const output = outputs[node.name.split('/').at(-1) ?? ''] ?? failAt(node);
    const numbers = toFloats(source.weights.get(inputOf(node, 1))).at(-1) ?? failAt(node);
    rowsOf(graph, value(0), numbers, output);
    graph.output(output, [1, `anchors_${output.split('_').at(-1) ?? ''}`, numbers]);
    return output;
  });
  return graph.encode();
}
