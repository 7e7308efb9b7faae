import type { FrameGeometry } from '../core/geometry.ts';
import type { PictureColor } from '../core/i420.ts';
import type { LeftOut } from '../core/left-out.ts';
import type { HdrTransfer } from '../pixels/tone-map.ts';
import type { ColorCodes } from './color-codes.ts';
import type { SampleFormat } from './sample-format.ts';
import type { OpenReader } from './sample-reader.ts';
import type { PcmFormat } from './sound/pcm.ts';

/** Where a track's samples lie and when they play: columns in decode order, times in ticks of the track. */
export interface SampleColumns {
  readonly count: number;
  /** Byte position in the file; NaN where a container scatters a sample. Payloads come from the track's reader. */
  readonly offset: Float64Array;
  readonly size: Uint32Array;
  readonly dts: Float64Array;
  readonly cts: Float64Array;
  /** 1 where decoding can start. */
  readonly sync: Uint8Array;
  /** Decode duration of the last sample. */
  readonly lastDuration: number;
}

/** One entry of an edit list; `mediaTime` −1 is a pause before what follows. `durationS` is Infinity when it runs to the end. */
export interface EditEntry {
  readonly durationS: number;
  readonly mediaTime: number;
}

/** Pixel aspect ratio as in the `pasp` box. */
export interface PixelAspect {
  readonly horizontal: number;
  readonly vertical: number;
}

/** Width and height of a track header, in pixels with fractions. */
export interface HeaderSize {
  readonly width: number;
  readonly height: number;
}

export interface VideoTrack {
  /** WebCodecs codec string. */
  readonly codec: string;
  /** Decoder configuration record (payload of avcC, hvcC, av1C), when the codec has one. */
  readonly description?: Uint8Array;
  readonly geometry: FrameGeometry;
  /** The transfer function, when it is one of high dynamic range: such pictures are mapped to ordinary ones. */
  readonly hdr: HdrTransfer | null;
  readonly sampleFormat: SampleFormat;
  /** What the pictures are read as; null leaves it to the decoder, who sees the stream. */
  readonly color: PictureColor | null;
  /** As the container says, else the stream, for the output's `colr`; null when both are silent. */
  readonly colorCodes: ColorCodes | null;
  /** What decoder and encoder are told: from the stream, else the container, else by the height of the picture. */
  readonly colorSpaceInit: VideoColorSpaceInit;
  readonly timescale: number;
  /** Presented times in ticks after the edit list, ascending; the index is the frame's address. */
  readonly ticks: Float64Array;
  readonly lastDurationTicks: number;
  readonly samples: SampleColumns;
  readonly openReader: OpenReader;
  /** Presentation index of each sample, −1 for decode-and-drop. */
  readonly presentation: Int32Array;
  /** 9 values of the track header, 16.16 and 2.30 fixed point. */
  readonly matrix: Int32Array;
  readonly pasp: PixelAspect | null;
  /** Payload of the `clap` box, which crops what is shown where players know it; null when there is none. */
  readonly cleanAperture: Uint8Array | null;
  /** As in the file's track header, before the turn; null when it says nothing. */
  readonly headerSize: HeaderSize | null;
  /** Bits per second, averaged. */
  readonly bitrate: number;
  /** Seconds from the movie's start to the end of the last frame. */
  readonly durationS: number;
}

/** How an MP4 says what the packets of a sound are: sample entry type ('mp4a', 'Opus', …) and configuration box. */
export interface SoundCarriage {
  readonly sampleEntry: string;
  readonly description: { readonly type: string; readonly payload: Uint8Array };
}

export interface AudioTrack {
  /** WebCodecs codec string ('mp4a.40.2', 'opus', 'pcm-s16', …); the container's own name where there is none. */
  readonly codec: string;
  /** Null when the output does not carry such packets as they are: then the sound is encoded anew. */
  readonly carriage: SoundCarriage | null;
  /** What a decoder is told, or how raw samples lie; null where nothing is known that could decode it. */
  readonly decoding: AudioDecoderConfig | PcmFormat | null;
  readonly timescale: number;
  readonly channels: number;
  readonly sampleRate: number;
  /** ISO 639-2, three letters. */
  readonly language: string;
  readonly samples: SampleColumns;
  /** No packet plays longer than this many ticks: a greater distance is a gap in the recording. */
  readonly packetTicksMax: number;
  readonly openReader: OpenReader;
  readonly edits: readonly EditEntry[];
}

/** A file that holds nothing but sound. Holds no payload. */
export interface Sound {
  readonly name: string;
  readonly file: Blob;
  readonly fingerprint: string;
  readonly audio: AudioTrack;
  /** Further tracks, covers, tags. */
  readonly leftOut: readonly LeftOut[];
}

/** A file's headers: everything needed to read it in windows. Holds no payload. */
export interface Movie {
  readonly name: string;
  readonly file: Blob;
  readonly fingerprint: string;
  readonly video: VideoTrack;
  readonly audio: AudioTrack | null;
  /** Tracks and metadata that are not carried over. */
  readonly leftOut: readonly LeftOut[];
}
