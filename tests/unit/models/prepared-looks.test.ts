import { describe, expect, it } from 'vitest';
import { i420Layout, type I420Image } from '../../../src/core/i420.ts';
import { lookAt } from '../../../src/models/input-plan.ts';
import { PreparedLooks } from '../../../src/models/prepared-looks.ts';
import { shrinkPlanes } from '../../../src/models/shrink-planes.ts';

const format = { channels: 'rgb', mean: 0, scale: 1, padValue: 7 } as const;

function greyRamp(widthPx: number, heightPx: number): I420Image {
  const data = new Uint8Array(i420Layout(widthPx, heightPx).byteLength).fill(128);
  for (let y = 0; y < heightPx; y++) for (let x = 0; x < widthPx; x++) data[y * widthPx + x] = Math.round((255 * (x + y)) / (widthPx + heightPx));
  return { widthPx, heightPx, data, color: { matrix: 'bt709', fullRange: true } };
}

describe('shrinkPlanes', () => {
  it('averages by whole pixels and pads the rest', () => {
    const from = Float32Array.from({ length: 3 * 16 }, (_, index) => index);
    const to = new Float32Array(3 * 4);
    shrinkPlanes(from, { widthPx: 4, heightPx: 4 }, { widthPx: 4, heightPx: 2 }, to, { widthPx: 2, heightPx: 2 }, -1);
    expect([...to]).toEqual([2.5, 4.5, -1, -1, 18.5, 20.5, -1, -1, 34.5, 36.5, -1, -1]);
  });
});

describe('PreparedLooks', () => {
  it.each([
    { size: [1280, 720], long: 640, small: 224 },
    { size: [480, 270], long: 640, small: 320 },
    { size: [300, 500], long: 512, small: 256 },
    { size: [97, 61], long: 194, small: 96 },
  ] as const)('a look shrunk from a larger one of $size sees what one made from the picture sees', ({ size: [widthPx, heightPx], long, small }) => {
    const region = { x: 0, y: 0, width: widthPx, height: heightPx };
    const geometry = { storedWidthPx: widthPx, storedHeightPx: heightPx, rotation: 0, mirrored: false, widthPx, heightPx } as const;
    const image = greyRamp(widthPx, heightPx);
    const [, shrunk] = new PreparedLooks(format).get(geometry, '', () => [lookAt(region, long), { ...lookAt(region, small), shrinksPrevious: true }]).map((look) => ({ look, tensor: look.fill(image) }));
    const [direct] = new PreparedLooks(format).get(geometry, '', () => [lookAt(region, small)]).map((look) => ({ look, tensor: look.fill(image) }));
    expect(shrunk!.look.toFrame).toEqual(direct!.look.toFrame);
    expect(shrunk!.tensor.dims).toEqual(direct!.tensor.dims);
    const pictureRows = Math.floor(heightPx / direct!.look.toFrame.scale) - 1;
    const pictureColumns = Math.floor(widthPx / direct!.look.toFrame.scale) - 1;
    let worst = 0;
    for (let y = 0; y < pictureRows; y++) {
      for (let x = 0; x < pictureColumns; x++) {
        const at = y * direct!.look.widthPx + x;
        worst = Math.max(worst, Math.abs((shrunk!.tensor.data[at] as number) - (direct!.tensor.data[at] as number)));
      }
    }
    const greyPerSmallPixel = (2 * 255) / (pictureRows + pictureColumns);
    expect(worst).toBeLessThan(greyPerSmallPixel + 1.5); // half a pixel of sampling each way, and rounding
  });

  it('makes its tables again only when the geometry or the plan changes', () => {
    const looks = new PreparedLooks(format);
    const region = { x: 0, y: 0, width: 64, height: 64 };
    const geometry = { storedWidthPx: 64, storedHeightPx: 64, rotation: 0, mirrored: false, widthPx: 64, heightPx: 64 } as const;
    const plan = () => [lookAt(region, 64)];
    const first = looks.get(geometry, 'a', plan);
    expect(looks.get({ ...geometry }, 'a', plan)).toBe(first);
    expect(looks.get({ ...geometry, rotation: 90 }, 'a', plan)).not.toBe(first);
    expect(looks.get({ ...geometry, mirrored: true }, 'a', plan)).not.toBe(first);
    expect(looks.get(geometry, 'b', plan)).not.toBe(first);
  });
});
