/** Which codecs this browser works with; all false without WebCodecs. */
export interface MediaCapabilities {
  readonly webCodecs: boolean;
  readonly h264Decode: boolean;
  readonly h264Encode: boolean;
  readonly hevcDecode: boolean;
  readonly vp9Encode: boolean;
  readonly av1Encode: boolean;
}

/** An ordinary picture: 720p at 30 frames per second. */
const probeSize = { width: 1280, height: 720, bitrate: 2_000_000, framerate: 30 };

/** Asks the browser, without opening a codec. */
export async function probeMedia(): Promise<MediaCapabilities> {
  const [h264Decode, hevcDecode, h264Encode, vp9Encode, av1Encode] = await Promise.all([
    decodes('avc1.64001f'),
    decodes('hvc1.1.6.L93.B0'),
    encodes('avc1.42e01f'),
    encodes('vp09.00.31.08'),
    encodes('av01.0.05M.08'),
  ]);
  return { webCodecs: typeof VideoDecoder !== 'undefined' && typeof VideoEncoder !== 'undefined', h264Decode, h264Encode, hevcDecode, vp9Encode, av1Encode };
}

async function decodes(codec: string): Promise<boolean> {
  if (typeof VideoDecoder === 'undefined') return false;
  return (await VideoDecoder.isConfigSupported({ codec }).catch(() => null))?.supported === true;
}

async function encodes(codec: string): Promise<boolean> {
  if (typeof VideoEncoder === 'undefined') return false;
  return (await VideoEncoder.isConfigSupported({ codec, ...probeSize }).catch(() => null))?.supported === true;
}
