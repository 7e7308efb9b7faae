import type { SpsFacts } from './h264-sps.ts';

/** Bits of a sample, and how finely colour is sampled ('4:2:0', '4:2:2', '4:4:4', '4:0:0'). */
export interface SampleFormat {
  readonly bitDepth: number;
  readonly chroma: '4:0:0' | '4:2:0' | '4:2:2' | '4:4:4';
}

const chromas = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'] as const;

/** What a codec string and, for H.264, the parameter set say of a stream's samples; 8 bit 4:2:0 where they say nothing. */
export function sampleFormat(codec: string, sps: SpsFacts | null): SampleFormat {
  const [family = '', ...fields] = codec.split('.');
  if (sps !== null) return { bitDepth: sps.bitDepth, chroma: chromas[sps.chromaFormat] ?? '4:2:0' };
  // VP Codec ISO Media File Format Binding 1.0: profile.level.depth[.chroma], 0 and 1 being 4:2:0 of two kinds.
  if (family === 'vp09') return { bitDepth: Number(fields[2] ?? 8) || 8, chroma: fields[3] === undefined ? (Number(fields[0]) % 2 === 1 ? '4:4:4' : '4:2:0') : (chromas[Math.max(1, Number(fields[3]))] ?? '4:2:0') };
  // AV1 ISO Media File Format Binding 1.3, 5: profile.level.depth[.monochrome.chroma]; profile 1 is 4:4:4, 2 mostly 4:2:2.
  if (family === 'av01') return { bitDepth: Number(fields[2] ?? 8) || 8, chroma: fields[0] === '1' ? '4:4:4' : fields[0] === '2' ? '4:2:2' : '4:2:0' };
  // ISO/IEC 14496-15 annex E: general_profile_idc 2 is Main 10.
  if (family === 'hvc1' || family === 'hev1') return { bitDepth: fields[0] === '2' ? 10 : 8, chroma: '4:2:0' };
  return { bitDepth: 8, chroma: '4:2:0' };
}
