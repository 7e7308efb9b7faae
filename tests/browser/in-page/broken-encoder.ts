import { chooseEncoder } from '../../../src/media/choose-encoder.ts';
import type { CodecChoice } from '../../../src/core/codec.ts';
import { AppError } from '../../../src/core/errors.ts';

/** Which codec is chosen where the H.264 encoder says yes and then fails, at once or at its first frame; or the error's code. */
export async function chosen({ fails, wanted }: { fails: 'configure' | 'first frame' | 'silence'; wanted: CodecChoice }): Promise<string> {
  const Plain = globalThis.VideoEncoder;
  globalThis.VideoEncoder = class extends Plain {
    #broken = false;
    override configure(config: VideoEncoderConfig): void {
      this.#broken = config.codec.startsWith('avc');
      if (this.#broken && fails === 'configure') throw new DOMException('no', 'NotSupportedError');
      super.configure(config);
    }
    override encode(frame: VideoFrame, options?: VideoEncoderEncodeOptions): void {
      if (this.#broken && fails === 'silence') return;
      if (this.#broken) throw new DOMException('no', 'EncodingError');
      super.encode(frame, options);
    }
  };
  try {
    return (await chooseEncoder({ widthPx: 320, heightPx: 180, frameRate: 25, bitrate: 1e6, colorSpace: {} }, { codec: wanted })).codecFamily;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  } finally {
    globalThis.VideoEncoder = Plain;
  }
}
