/** The sample (RGBA) that a WebGPU canvas cleared to one colour holds, and the one in a VideoFrame made of that canvas, which is what an encoder would get. */
export async function canvasFrame([r, g, b]: readonly [number, number, number]): Promise<{ drawn: number[]; inFrame: number[] }> {
  const adapter = await navigator.gpu.requestAdapter();
  const device = await (adapter as GPUAdapter).requestDevice();
  const canvas = new OffscreenCanvas(64, 64);
  const context = canvas.getContext('webgpu') as GPUCanvasContext;
  context.configure({ device, format: 'rgba8unorm', usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC });
  const held = device.createBuffer({ size: 256 * 64, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  const texture = context.getCurrentTexture();
  encoder.beginRenderPass({ colorAttachments: [{ view: texture.createView(), loadOp: 'clear', storeOp: 'store', clearValue: { r: r / 255, g: g / 255, b: b / 255, a: 1 } }] }).end();
  encoder.copyTextureToBuffer({ texture }, { buffer: held, bytesPerRow: 256 }, [64, 64]);
  device.queue.submit([encoder.finish()]);
  const frame = new VideoFrame(canvas, { timestamp: 0 }); // in the same task: later the canvas is empty
  const bytes = new Uint8Array(frame.allocationSize({ format: 'RGBA' }));
  await frame.copyTo(bytes, { format: 'RGBA' });
  frame.close();
  await held.mapAsync(GPUMapMode.READ);
  const drawn = [...new Uint8Array(held.getMappedRange()).subarray(0, 4)];
  device.destroy();
  return { drawn, inFrame: [...bytes.subarray(0, 4)] };
}
