import { EncodedPacketSink } from 'mediabunny';
import type { InputTrack } from 'mediabunny';
import { throwIfCancelled } from '../core/errors.ts';
import { signOfLife } from '../core/signs-of-life.ts';

/** What is kept of a track's packets, in file order: columns, because an object for each would take a hundred megabytes for two hours. */
export interface PacketList {
  readonly count: number;
  readonly timestampS: Float64Array;
  readonly durationS: Float64Array;
  readonly byteLength: Uint32Array;
  /** 1 where decoding can start. */
  readonly key: Uint8Array;
}

/** A minute of pictures and sound; doubled when it is full. */
const firstRoom = 4096;

/** Walks a track once, reading what says where its packets are and none of what is in them. Throws `job/cancelled`. */
export async function listPackets(track: InputTrack, signal: AbortSignal | undefined): Promise<PacketList> {
  let list = roomFor(firstRoom);
  let count = 0;
  for await (const { timestamp, duration, byteLength, type } of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })) {
    throwIfCancelled(signal);
    signOfLife();
    if (count === list.key.length) list = copied(list, roomFor(2 * count));
    list.timestampS[count] = timestamp;
    list.durationS[count] = duration;
    list.byteLength[count] = byteLength;
    list.key[count] = type === 'key' ? 1 : 0;
    count += 1;
  }
  const { timestampS, durationS, byteLength, key } = list;
  return { count, timestampS: timestampS.slice(0, count), durationS: durationS.slice(0, count), byteLength: byteLength.slice(0, count), key: key.slice(0, count) };
}

/** A track without packets. */
export const noPackets: PacketList = { count: 0, ...roomFor(0) };

type Columns = Omit<PacketList, 'count'>;

function roomFor(count: number): Columns {
  return { timestampS: new Float64Array(count), durationS: new Float64Array(count), byteLength: new Uint32Array(count), key: new Uint8Array(count) };
}

function copied(from: Columns, to: Columns): Columns {
  to.timestampS.set(from.timestampS);
  to.durationS.set(from.durationS);
  to.byteLength.set(from.byteLength);
  to.key.set(from.key);
  return to;
}
