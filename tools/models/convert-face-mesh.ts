import { Graph } from './onnx/graph.ts';
import { toFloats } from './onnx/tensor.ts';
import { convertNodes, failAt, graphUpTo, inputOf, readTfjsGraph } from './tfjs-graph.ts';

/** Side of the input in pixels. */
const inputPx = 192;
/** Output names by the layer's in the graph: 468 points of x, y, z, and how sure it is that this is a face. The third, contours, is left out. */
const outputs: Readonly<Record<string, string>> = { output_mesh: 'points', output_faceflag: 'face' };

/** Converts MediaPipe's face mesh, a TensorFlow.js graph, into an ONNX file: `input` 1 × 3 × 192 × 192, RGB 0–1. `modelFile` lies beside its weights. */
export function convertFaceMesh(modelFile: string): Uint8Array<ArrayBuffer> {
  const source = readTfjsGraph(modelFile);
  const wanted = graphUpTo(source, source.nodes.filter(({ op, name }) => op === 'Reshape' && outputOf(name) !== undefined));
  const graph = new Graph('face-mesh');
  convertNodes(graph, wanted, (node, value) => {
    if (node.op === 'Placeholder') return graph.input('input', [1, 3, inputPx, inputPx]);
    if (node.op !== 'Reshape') return undefined;
    const output = outputOf(node.name) ?? failAt(node);
    const numbers = toFloats(source.weights.get(inputOf(node, 1))).at(-1) ?? failAt(node);
    graph.node('Reshape', [value(0), graph.integers(`${output}/shape`, [1, numbers])], {}, output);
    graph.output(output, [1, numbers]);
    return output;
  });
  return graph.encode();
}

function outputOf(name: string): string | undefined {
  return outputs[name.split('/').at(-2) ?? ''];
}
