import { EncodedPacketSink } from 'mediabunny';
import type { EncodedPacket } from 'mediabunny';
import { AppError, throwIfCancelled, toAppError } from '../core/errors.ts';
import type { PacketList } from './packet-list.ts';
import { openInput } from './packet-source.ts';
import type { OpenReader } from './sample-reader.ts';

/** Reads the packets of one track (by its number) through a demuxer of their own: readers of one file do not share a position. */
export function packetReader(file: Blob, trackId: number, { timestampS, byteLength }: PacketList): OpenReader {
  return (signal) => {
    let walk: AsyncGenerator<EncodedPacket, void, unknown> | undefined;
    let next = -1;

    const begin = async (sample: number): Promise<AsyncGenerator<EncodedPacket, void, unknown>> => {
      const input = openInput(file);
      const track = (await input.getTracks()).find(({ id }) => id === trackId);
      const wantedS = timestampS[sample];
      if (track === undefined || wantedS === undefined) throw new AppError('media/file-gone', { reason: 'the file is not what it was' });
      const sink = new EncodedPacketSink(track);
      const start = sample === 0 ? await sink.getFirstPacket() : await sink.getPacket(wantedS);
      if (start === null) throw new AppError('media/file-gone', { reason: 'the file is not what it was' });
      return sink.packets(start);
    };

    return {
      read: async (sample) => {
        throwIfCancelled(signal);
        try {
          if (walk === undefined || sample !== next) walk = await begin(sample);
          const { value: packet } = await walk.next();
          next = sample + 1;
          // The same place in the same file: whatever differs means that the file changed under us.
          if (packet === undefined || packet.timestamp !== timestampS[sample] || packet.byteLength !== byteLength[sample]) {
            throw new AppError('media/file-gone', { reason: 'the file is not what it was' });
          }
          return packet.data as Uint8Array<ArrayBuffer>;
        } catch (error) {
          throw toAppError(error, 'media/unreadable');
        }
      },
    };
  };
}
