import * as tf from '@tensorflow/tfjs-core';

type Weights = Readonly<Record<string, tf.Tensor>>;

/** The layers of face-api's FaceRecognitionNet, written from its source, on TensorFlow.js: N × 150 × 150 × 3 pixels of 0–255 to N × 128. */
export function faceRecognitionReference(weights: Weights, pixels: tf.Tensor4D): Float32Array {
  return tf.tidy(() => {
    const at = (name: string): tf.Tensor => weights[name] ?? missing(name);
    const conv = (x: tf.Tensor4D, name: string, stride: number, padding: 'valid' | 'same'): tf.Tensor4D => {
      const sum = tf.add(tf.conv2d(x, at(`${name}/conv/filters`) as tf.Tensor4D, stride, padding), at(`${name}/conv/bias`));
      return tf.add(tf.mul(sum, at(`${name}/scale/weights`)), at(`${name}/scale/biases`));
    };
    const residual = (x: tf.Tensor4D, name: string): tf.Tensor4D => {
      const inner = tf.relu(conv(x, `${name}/conv1`, 1, 'same'));
      return tf.relu(tf.add(conv(inner, `${name}/conv2`, 1, 'same'), x));
    };
    const residualDown = (x: tf.Tensor4D, name: string): tf.Tensor4D => {
      const inner = tf.relu(conv(x, `${name}/conv1`, 2, 'valid'));
      let out = conv(inner, `${name}/conv2`, 1, 'same');
      let pooled = tf.avgPool(x, 2, 2, 'valid');
      if (pooled.shape[3] !== out.shape[3]) pooled = tf.concat([pooled, tf.zerosLike(pooled)], 3);
      if (pooled.shape[1] !== out.shape[1]) out = tf.pad(out, [[0, 0], [0, 1], [0, 1], [0, 0]]);
      return tf.relu(tf.add(pooled, out));
    };
    const normal = tf.div<tf.Tensor4D>(tf.sub(pixels, tf.tensor1d([122.782, 117.001, 104.298])), 255);
    let value = tf.maxPool(tf.relu(conv(normal, 'conv32_down', 2, 'valid')), 3, 2, 'valid');
    for (const name of ['conv32_1', 'conv32_2', 'conv32_3']) value = residual(value, name);
    for (const [down, ...others] of [['conv64_down', 'conv64_1', 'conv64_2', 'conv64_3'], ['conv128_down', 'conv128_1', 'conv128_2'], ['conv256_down', 'conv256_1', 'conv256_2']]) {
      value = residualDown(value, down as string);
      for (const name of others) value = residual(value, name);
    }
    value = residualDown(value, 'conv256_down_out');
    return tf.matMul(tf.mean<tf.Tensor2D>(value, [1, 2]), at('fc')).dataSync<'float32'>();
  });
}

function missing(name: string): never {
  throw new Error(`no weight ${name}`);
}
