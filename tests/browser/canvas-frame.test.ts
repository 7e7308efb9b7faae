import { expect, test } from 'vitest';
import { openSite } from '../support/site.ts';

/** When this fails, the shortcut can be tested at last: read the decision again. */
test('decision 0009: on the software adapter a VideoFrame of a WebGPU canvas is black, whatever the canvas holds', async () => {
  const site = await openSite('software');
  try {
    const { drawn, inFrame } = await site.call<{ drawn: number[]; inFrame: number[] }>('canvas-frame', 'canvasFrame', [200, 100, 50]);
    expect(drawn).toEqual([200, 100, 50, 255]);
    expect(inFrame.slice(0, 3)).toEqual([0, 0, 0]);
  } finally {
    await site.close();
  }
});
