import { codecNames } from '../core/codec.ts';
import type { CodecChoice } from '../core/codec.ts';
import type { ErrorDetails } from '../core/errors.ts';
import { chooseEncoder } from '../media/choose-encoder.ts';
import type { Movie } from '../media/movie.ts';
import { orientationOf } from '../media/track-geometry.ts';
import type { NoticeCode } from '../rpc/job-types.ts';
import { encoderRequest } from './render.ts';

/** Something that the new video will not have of its source. */
export interface OutputNotice {
  readonly code: NoticeCode;
  readonly details: ErrorDetails;
}

/** In what the new video will be unlike its source, asked before any work. Throws `media/no-encoder` when it could not be made at all. */
export async function checkOutput(movie: Movie, codec: CodecChoice): Promise<readonly OutputNotice[]> {
  const { codecFamily, reason } = await chooseEncoder(encoderRequest(movie), codec);
  const notices: OutputNotice[] = [];
  if (reason === 'odd-size' || reason === 'h264-unavailable') notices.push({ code: 'codec-changed', details: { codec: codecNames[codecFamily] } });
  if (orientationOf(movie.video.matrix).askew) notices.push({ code: 'picture-askew', details: {} });
  return notices;
}
