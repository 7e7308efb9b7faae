/** Size and order of a network's input of three channels. */
export interface TensorShape {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 'bgr' | 'rgb';
  readonly layout: 'nchw' | 'nhwc';
}

/** Distance of values of neighbouring pixels in a row, and where each channel of the first pixel lies. */
export function channelSteps({ widthPx, heightPx, channels, layout }: TensorShape): { columnStep: number; red: number; green: number; blue: number } {
  const planar = layout === 'nchw';
  const channelStep = planar ? widthPx * heightPx : 1;
  const red = channels === 'rgb' ? 0 : 2 * channelStep;
  return { columnStep: planar ? 1 : 3, red, green: channelStep, blue: 2 * channelStep - red };
}
