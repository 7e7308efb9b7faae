import type { MemoryResult } from './memory.ts';
import type { SpeedResult } from './speed.ts';

const verdict = (passed: boolean): string => (passed ? 'reached' : 'MISSED');

/** The speed figures for people. */
export function speedTable({ runs, frames, floor, qualities }: SpeedResult): string[] {
  const cells = (...each: (string | number)[]): string => each.map((cell, column) => (column === 0 ? String(cell).padEnd(10) : String(cell).padStart(9))).join('');
  return [
    `medians of ${runs} run(s), ${frames} frames, ${floor.codec}; times in ms`,
    cells('', 'frames/s', 'ratio', 'goal', 'observe', 'render', 'audit', 'wall', 'look'),
    cells('floor', floor.fps.toFixed(1), '1.00'),
    ...qualities.map(({ quality, fps, ratio, goal, times, lookMs }) =>
      cells(quality, fps.toFixed(1), ratio.toFixed(2), goal.toFixed(2), ...[times.observeMs, times.renderMs, times.auditMs, times.wallMs].map((ms) => ms.toFixed(0)), lookMs.toFixed(1)),
    ),
    ...qualities.map(
      ({ quality, passed, bound, everyFrameLookMs, times }) =>
        `${quality}: goal ${verdict(passed)}; bound by ${bound}; looking at every frame takes all lanes ${everyFrameLookMs.toFixed(0)} of ${times.observeMs.toFixed(0)} ms of observe`,
    ),
  ];
}

/** The memory figures for people. */
export function memoryTable({ clips, ratio, ratioMax, passed }: MemoryResult): string[] {
  return [
    ...clips.map(({ seconds, frames, peakMiB, wallMs }) => `${String(seconds).padStart(4)} s, ${frames} frames: peak ${peakMiB.toFixed(0)} MiB, ${(wallMs / 1000).toFixed(0)} s`),
    `memory: ratio ${ratio.toFixed(3)}, at most ${ratioMax}: ${verdict(passed)}`,
  ];
}
