import { probeMedia } from '../media/probe-media.ts';
import type { Capabilities } from '../rpc/job-types.ts';
import { removeOldJournals } from './journal-store.ts';
import { clearAbandonedOutputs } from './output-files.ts';

/** Asks this browser, in a worker, what it can do; names what the work cannot do without. Clears away what an interrupted visit left, and old journals. */
export async function probe(): Promise<Capabilities> {
  const webCodecs = typeof VideoDecoder !== 'undefined' && typeof VideoEncoder !== 'undefined';
  const crossOriginIsolated = globalThis.crossOriginIsolated;
  const opfs = await hasPrivateStorage();
  // Whatever stays is in the way of nothing: the next visit tries again.
  if (opfs) await Promise.all([clearAbandonedOutputs(), removeOldJournals()]).catch(() => undefined);
  const media = await probeMedia();
  const missing: string[] = [];
  if (!webCodecs) missing.push('webCodecs');
  if (!crossOriginIsolated) missing.push('crossOriginIsolated');
  if (!opfs) missing.push('opfs');
  if (webCodecs && !media.h264Decode) missing.push('h264Decode');
  if (webCodecs && !media.h264Encode && !media.vp9Encode && !media.av1Encode) missing.push('videoEncode');
  return {
    webCodecs,
    webGpu: (await navigator.gpu?.requestAdapter().catch(() => null)) != null,
    crossOriginIsolated,
    opfs,
    h264Encode: media.h264Encode,
    h264Decode: media.h264Decode,
    hevcDecode: media.hevcDecode,
    cores: navigator.hardwareConcurrency,
    missing,
  };
}

/** Private windows of some browsers have the function and refuse the call. */
async function hasPrivateStorage(): Promise<boolean> {
  try {
    const root = await navigator.storage.getDirectory();
    return 'createSyncAccessHandle' in FileSystemFileHandle.prototype && root.kind === 'directory';
  } catch {
    return false;
  }
}
