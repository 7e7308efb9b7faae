import { i420Layout } from '../core/i420.ts';

/** Transfer functions of high dynamic range (ITU-R BT.2100-2): perceptual quantiser, hybrid log-gamma. */
export type HdrTransfer = 'pq' | 'hlg';

/** A picture of more than 8 bits a sample, 4:2:0, planes as in I420Image: BT.2020 primaries and non-constant luminance. */
export interface DeepImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint16Array;
  readonly bitDepth: number;
  readonly fullRange: boolean;
}

/** What a master is taken to reach, cd/m²: the nominal peak of BT.2100's HLG and of most PQ masters; browsers do not tell a file's own. */
const sourcePeakNits = 1000;
/** Diffuse white of HDR in cd/m² (ITU-R BT.2408-7, 2.2): becomes the white of the 8-bit picture's display. */
const targetPeakNits = 203;
const pqPeakNits = 10_000;

/** ST 2084 / BT.2100-2 table 4. */
const [m1, m2, c1, c2, c3] = [2610 / 16384, (2523 / 4096) * 128, 3424 / 4096, (2413 / 4096) * 32, (2392 / 4096) * 32] as const;

/** Light in cd/m² of a PQ signal 0–1 (BT.2100-2 table 4, EOTF). */
export function pqToNits(signal: number): number {
  const root = Math.max(0, signal) ** (1 / m2);
  return pqPeakNits * (Math.max(0, root - c1) / (c2 - c3 * root)) ** (1 / m1);
}

/** PQ signal 0–1 of light in cd/m². */
export function nitsToPq(nits: number): number {
  const power = (Math.max(0, nits) / pqPeakNits) ** m1;
  return ((c1 + c2 * power) / (1 + c3 * power)) ** m2;
}

/** Scene light 0–1 of an HLG signal 0–1 (BT.2100-2 table 5, inverse OETF). */
export function hlgToScene(signal: number): number {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  return signal <= 0.5 ? Math.max(0, signal) ** 2 / 3 : (Math.exp((signal - c) / a) + b) / 12;
}

/** Exponent of HLG's OOTF on a display of 1000 cd/m² (BT.2100-2 table 5). */
const hlgGamma = 1.2;

/** Light after mapping 1000 to 203 cd/m² (ITU-R BT.2390-10, 5.4.1: the EETF's Hermite spline in PQ, no black lift). */
export function compressNits(nits: number): number {
  const peak = nitsToPq(sourcePeakNits);
  const e1 = Math.min(1, nitsToPq(nits) / peak);
  const maxLum = nitsToPq(targetPeakNits) / peak;
  const knee = 1.5 * maxLum - 0.5;
  if (e1 < knee) return nits;
  const t = (e1 - knee) / (1 - knee);
  const e2 = (2 * t ** 3 - 3 * t ** 2 + 1) * knee + (t ** 3 - 2 * t ** 2 + t) * (1 - knee) + (-2 * t ** 3 + 3 * t ** 2) * maxLum;
  return pqToNits(e2 * peak);
}

/** Entries of the tables; light is looked up by its square root, which spends them where eyes see. */
const tableSize = 4096;
const last = tableSize - 1;
/** Exponent of an SDR display (ITU-R BT.1886). */
const sdrGamma = 2.4;

/** Luminance of BT.2020 (table 4), and BT.2020 to BT.709 in linear light (ITU-R BT.2407-0, 2.2). */
const [kr, kb] = [0.2627, 0.0593] as const;
const kg = 1 - kr - kb;

/** Makes ordinary 8-bit pictures (BT.709, limited range) of HDR ones. One per track: it holds tables for one transfer, depth and range. */
export class ToneMapper {
  readonly transfer: HdrTransfer;
  readonly #bitDepth: number;
  readonly #fullRange: boolean;
  /** cd/m² (PQ) or scene light (HLG) by signal. */
  readonly #light = new Float32Array(tableSize);
  /** HLG: what luminance does to light, by the root of scene luminance. */
  readonly #ootf = new Float32Array(tableSize);
  /** Factor by which the largest of red, green and blue is brought down, by the root of its light. */
  readonly #scale = new Float32Array(tableSize);
  /** 8-bit signal 0–255 by the root of light 0–1. */
  readonly #signal = new Float32Array(tableSize);

  constructor(transfer: HdrTransfer, bitDepth: number, fullRange: boolean) {
    this.transfer = transfer;
    this.#bitDepth = bitDepth;
    this.#fullRange = fullRange;
    for (let i = 0; i < tableSize; i++) {
      const part = i / last;
      this.#light[i] = transfer === 'pq' ? pqToNits(part) : hlgToScene(part);
      this.#ootf[i] = sourcePeakNits * (part * part) ** (hlgGamma - 1);
      const nits = part * part * pqPeakNits;
      this.#scale[i] = nits > 0 ? compressNits(nits) / nits / targetPeakNits : 1 / targetPeakNits;
      this.#signal[i] = 255 * (part * part) ** (1 / sdrGamma);
    }
  }

  /** Whether it was made for pictures of this kind. */
  fits(transfer: HdrTransfer, { bitDepth, fullRange }: DeepImage): boolean {
    return transfer === this.transfer && bitDepth === this.#bitDepth && fullRange === this.#fullRange;
  }

  /** Fills `out` (I420 of the same size, limited range BT.709). */
  run(image: DeepImage, out: Uint8Array): void {
    const { widthPx, heightPx, data } = image;
    const { chromaWidthPx, chromaHeightPx, uOffset, vOffset, byteLength } = i420Layout(widthPx, heightPx);
    if (data.length < byteLength || out.length !== byteLength) throw new RangeError('planes are not of the picture size');
    const unit = 2 ** (this.#bitDepth - 8);
    const [black, lumaSteps, chromaSteps] = this.#fullRange ? [0, 256 * unit - 1, 256 * unit - 1] : [16 * unit, 219 * unit, 224 * unit];
    const isHlg = this.transfer === 'hlg';
    const [light, ootf, scale, signal] = [this.#light, this.#ootf, this.#scale, this.#signal];
    const toScale = last / Math.sqrt(pqPeakNits);
    for (let cy = 0; cy < chromaHeightPx; cy++) {
      for (let cx = 0; cx < chromaWidthPx; cx++) {
        const chroma = cy * chromaWidthPx + cx;
        const cb = ((data[uOffset + chroma] as number) - 128 * unit) / chromaSteps;
        const cr = ((data[vOffset + chroma] as number) - 128 * unit) / chromaSteps;
        // What chroma adds to luma for red, green and blue, in table entries.
        const addR = last * 2 * (1 - kr) * cr;
        const addB = last * 2 * (1 - kb) * cb;
        const addG = -(kr * addR + kb * addB) / kg;
        let [sumR, sumG, sumB, count] = [0, 0, 0, 0];
        const bottom = Math.min(2 * cy + 2, heightPx);
        const right = Math.min(2 * cx + 2, widthPx);
        for (let y = 2 * cy; y < bottom; y++) {
          for (let x = 2 * cx; x < right; x++) {
            const at = y * widthPx + x;
            const luma = (last * ((data[at] as number) - black)) / lumaSteps + 0.5;
            let r = light[clampIndex(luma + addR)] as number;
            let g = light[clampIndex(luma + addG)] as number;
            let b = light[clampIndex(luma + addB)] as number;
            if (isHlg) {
              const gain = ootf[clampIndex(last * Math.sqrt(kr * r + kg * g + kb * b))] as number;
              r *= gain;
              g *= gain;
              b *= gain;
            }
            const most = r > g ? (r > b ? r : b) : g > b ? g : b;
            const factor = scale[clampIndex(toScale * Math.sqrt(most))] as number;
            r *= factor;
            g *= factor;
            b *= factor;
            const r8 = signal[rootIndex(1.6605 * r - 0.5876 * g - 0.0728 * b)] as number;
            const g8 = signal[rootIndex(-0.1246 * r + 1.1329 * g - 0.0083 * b)] as number;
            const b8 = signal[rootIndex(-0.0182 * r - 0.1006 * g + 1.1187 * b)] as number;
            out[at] = 16.5 + (219 / 255) * (0.2126 * r8 + 0.7152 * g8 + 0.0722 * b8);
            sumR += r8;
            sumG += g8;
            sumB += b8;
            count += 1;
          }
        }
        const luma = 0.2126 * sumR + 0.7152 * sumG + 0.0722 * sumB;
        out[uOffset + chroma] = 128.5 + ((224 / 255) * (sumB - luma)) / 1.8556 / count;
        out[vOffset + chroma] = 128.5 + ((224 / 255) * (sumR - luma)) / 1.5748 / count;
      }
    }
  }
}

function clampIndex(value: number): number {
  return value <= 0 ? 0 : value >= last ? last : value | 0;
}

/** Light outside of 0–1 is what BT.709 cannot show: clipped. */
function rootIndex(light: number): number {
  return light <= 0 ? 0 : light >= 1 ? last : (last * Math.sqrt(light) + 0.5) | 0;
}
