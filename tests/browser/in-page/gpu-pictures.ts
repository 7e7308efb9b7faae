import type { FrameGeometry } from '../../../src/core/geometry.ts';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import { rgbaToI420 } from '../../../src/pixels/planar.ts';

/** A GPU whose shaders have `wanted` replaced by `wrong`. */
export function withShaders(real: GPU, wanted: string, wrong: string): GPU {
  const requestAdapter = async (options?: GPURequestAdapterOptions): Promise<GPUAdapter | null> => {
    const adapter = await real.requestAdapter(options);
    if (adapter === null) return null;
    const requestDevice = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (descriptor) => {
      const device = await requestDevice(descriptor);
      const create = device.createShaderModule.bind(device);
      device.createShaderModule = (module) => create({ ...module, code: module.code.replaceAll(wanted, wrong) });
      return device;
    };
    return adapter;
  };
  return { requestAdapter } as GPU;
}

/** A photo shrunk to a width. */
export async function pictureOf(file: File, widthPx: number): Promise<{ image: I420Image; geometry: FrameGeometry }> {
  const whole = await createImageBitmap(file);
  const heightPx = Math.round((widthPx * whole.height) / whole.width);
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.drawImage(whole, 0, 0, widthPx, heightPx);
  whole.close();
  const { data: rgba } = context.getImageData(0, 0, widthPx, heightPx);
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength);
  const color = { matrix: 'smpte170m', fullRange: true } as const;
  rgbaToI420(rgba, widthPx, heightPx, color, data);
  return { image: { widthPx, heightPx, data, color }, geometry: { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx } };
}
