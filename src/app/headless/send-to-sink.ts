import { AppError, throwIfCancelled } from '../../core/errors.ts';

/** Flat in memory and fast over loopback; a streamed body fails over HTTP/1.1. */
const sliceBytes = 8 * 1024 * 1024;

/** Sends a file to the command line's sink, slice by slice; throws `storage/write-failed` when one is not taken. */
export async function sendToSink(blob: Blob, sinkUrl: string, signal: AbortSignal): Promise<void> {
  for (let offset = 0; offset < blob.size; offset += sliceBytes) {
    throwIfCancelled(signal);
    const response = await fetch(`${sinkUrl}${offset}`, { method: 'POST', body: blob.slice(offset, offset + sliceBytes) });
    if (!response.ok) throw new AppError('storage/write-failed', { status: response.status, reason: (await response.text()).trim() });
  }
}
