import * as tf from '@tensorflow/tfjs-core';

type Weights = Readonly<Record<string, tf.Tensor>>;

/**
 * face-api's SSD-MobileNet written down a second time, from its source, with the operators it was made for: the raw weights, batch
 * normalization as its own step, NHWC. `input` is [1, height, width, 3] in -1 … 1; gives box codes [anchors, 4] and the face's raw scores.
 */
export function ssdReference(weights: Weights, input: tf.Tensor4D): { boxes: Float32Array; logits: Float32Array } {
  return tf.tidy(() => {
    const weight = (name: string): tf.Tensor4D => weights[name] as tf.Tensor4D;
    const pointwise = (x: tf.Tensor4D, name: string, stride: number): tf.Tensor4D =>
      tf.clipByValue(tf.add(tf.conv2d(x, weight(`${name}/weights`), stride, 'same'), weight(`${name}/convolution_bn_offset`)), 0, 6);
    const depthwise = (x: tf.Tensor4D, name: string, stride: number): tf.Tensor4D => {
      const [mean, variance, offset, scale] = ['moving_mean', 'moving_variance', 'beta', 'gamma'].map((key) => weights[`${name}/BatchNorm/${key}`] as tf.Tensor1D) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
      return tf.clipByValue(tf.batchNorm(tf.depthwiseConv2d(x, weight(`${name}/depthwise_weights`), stride, 'same'), mean, variance, offset, scale, 0.0010000000474974513), 0, 6);
    };
    const strides = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1];
    let x = pointwise(input, 'MobilenetV1/Conv2d_0_pointwise', 2);
    const features: tf.Tensor4D[] = [];
    strides.forEach((stride, index) => {
      x = depthwise(x, `MobilenetV1/Conv2d_${index + 1}_depthwise`, stride);
      x = pointwise(x, `MobilenetV1/Conv2d_${index + 1}_pointwise`, 1);
      if (index === 10) features.push(x);
    });
    features.push(x);
    for (let index = 0; index < 8; index++) {
      x = pointwise(x, `Prediction/Conv2d_${index}_pointwise`, 1 + (index % 2));
      if (index % 2 === 1) features.push(x);
    }
    const heads = (kind: string, numbers: number): tf.Tensor2D[] =>
      features.map((feature, index) => {
        const name = `Prediction/BoxPredictor_${index}/${kind}`;
        return tf.reshape(tf.add(tf.conv2d(feature, weight(`${name}/weights`), 1, 'same'), weight(`${name}/biases`)), [-1, numbers]);
      });
    const boxes = tf.concat(heads('BoxEncodingPredictor', 4), 0);
    const classes = tf.concat(heads('ClassPredictor', 3), 0);
    return { boxes: boxes.dataSync() as Float32Array, logits: tf.slice(classes, [0, 1], [-1, 1]).dataSync() as Float32Array };
  });
}
