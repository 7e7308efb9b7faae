import { outputName, partName } from '../core/output-name.ts';
import type { JobOptions } from '../rpc/job-types.ts';

/** The names under which the videos of one request are offered. */
export function partNames(sourceName: string, { parts }: Pick<JobOptions, 'parts'>, count: number): string[] {
  return Array.from({ length: count }, (_, part) => (parts === 'each-cut' ? partName(outputName(sourceName, 'mp4'), part + 1, count) : outputName(sourceName, 'mp4')));
}

/** What a video is, in a word for its name; empty where it is the whole video as it is. */
function variantOf({ cut, layout, marks }: Pick<JobOptions, 'cut' | 'layout' | 'marks'>): string {
  const kind = cut === undefined ? '' : cut.kind === 'summary' ? 'summary' : 'trim';
  return [layout?.kind ?? '', kind, marks?.kind ?? ''].filter((word) => word !== '').join('-');
}

/** Names by request: where there are several they say what each is, and no two are the same. */
export function outputNames(sourceName: string, requests: readonly { readonly options: Pick<JobOptions, 'parts' | 'cut' | 'layout' | 'marks'>; readonly count: number }[]): string[][] {
  const taken = new Set<string>();
  return requests.map(({ options, count }) => {
    const variant = requests.length > 1 ? variantOf(options) : '';
    return partNames(sourceName, options, count).map((name) => {
      const stem = name.replace(/\.mp4$/, variant === '' ? '' : `-${variant}`);
      let unique = `${stem}.mp4`;
      for (let n = 2; taken.has(unique); n += 1) unique = `${stem}-${n}.mp4`;
      taken.add(unique);
      return unique;
    });
  });
}
