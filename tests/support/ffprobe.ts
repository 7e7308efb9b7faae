import { spawnSync } from 'node:child_process';

export interface Probed {
  /** Frames that decode, of the first video track. */
  readonly frames: number;
  /** What was complained of while every frame and packet was decoded; empty for a sound file. */
  readonly complaints: string;
}

/** Another program's view of a file: ffprobe decodes all of it. Undefined where it is not installed. */
export function ffprobe(path: string): Probed | undefined {
  const { error, status, stdout, stderr } = spawnSync('ffprobe', ['-v', 'warning', '-count_frames', '-select_streams', 'v:0', '-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', path], { encoding: 'utf8' });
  if (error !== undefined) return undefined;
  return { frames: Number(stdout.trim().replace(/,$/, '')), complaints: status === 0 ? stderr.trim() : `exit ${String(status)}: ${stderr.trim()}` };
}
