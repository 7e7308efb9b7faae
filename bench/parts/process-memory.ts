import { readFileSync, readdirSync } from 'node:fs';

/** How often the processes are looked at: a peak that is over sooner would also be over before it hurts. */
const everyMs = 250;

interface ProcessState {
  readonly parent: number;
  readonly residentKiB: number;
}

/** Watches all processes that this one has started, and theirs; the browser's are. Linux only. Call `stop` for the peak. */
export function watchMemory(): { stop(): { peakMiB: number; samples: number } } {
  let peakKiB = 0;
  let samples = 0;
  const look = (): void => {
    peakKiB = Math.max(peakKiB, childrenKiB());
    samples += 1;
  };
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return { peakMiB: peakKiB / 1024, samples };
    },
  };
}

/** Resident memory of all descendants, shared pages counted in each. */
function childrenKiB(): number {
  const processes = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name): [number, ProcessState | undefined] => [Number(name), stateOf(name)]));
  let sum = 0;
  for (const [pid, state] of processes) if (state !== undefined && pid !== process.pid && isOurs(pid, processes)) sum += state.residentKiB;
  return sum;
}

function isOurs(pid: number, processes: ReadonlyMap<number, ProcessState | undefined>): boolean {
  for (let each: number | undefined = pid; each !== undefined && each > 1; each = processes.get(each)?.parent) if (each === process.pid) return true;
  return false;
}

function stateOf(pid: string): ProcessState | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    return { parent: Number(/^PPid:\s*(\d+)/m.exec(text)?.[1] ?? 0), residentKiB: Number(/^VmRSS:\s*(\d+)/m.exec(text)?.[1] ?? 0) };
  } catch {
    return undefined; // ended between the listing and the look
  }
}
