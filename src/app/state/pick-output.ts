import type { JobOutput } from '../jobs/job-client.ts';

interface SavePicker {
  showSaveFilePicker(options: { suggestedName: string; types: { description: string; accept: Record<string, string[]> }[] }): Promise<FileSystemFileHandle>;
}

/** The name under which a result is offered. */
export function resultName(sourceName: string): string {
  return `${sourceName.replace(/\.[^.]+$/, '')}-veiled.mp4`;
}

/** Private storage, or a file the user picks; undefined when they change their mind. */
export async function pickOutput(toFile: boolean, sourceName: string): Promise<JobOutput | undefined> {
  if (!toFile) return { kind: 'opfs' };
  try {
    const handle = await (window as unknown as SavePicker).showSaveFilePicker({
      suggestedName: resultName(sourceName),
      types: [{ description: 'MP4', accept: { 'video/mp4': ['.mp4'] } }],
    });
    return { kind: 'file', handle };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}
