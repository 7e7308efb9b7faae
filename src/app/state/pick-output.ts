import { mimeTypes, outputName } from '../../core/output-name.ts';
import type { ResultType } from '../../core/output-name.ts';
import type { JobOutput } from '../jobs/job-client.ts';

interface SavePicker {
  showSaveFilePicker(options: { suggestedName: string; types: { description: string; accept: Record<string, string[]> }[] }): Promise<FileSystemFileHandle>;
}

/** Private storage, or a file the user picks; undefined when they change their mind. */
export async function pickOutput(toFile: boolean, sourceName: string, type: ResultType): Promise<JobOutput | undefined> {
  if (!toFile) return { kind: 'opfs' };
  try {
    const handle = await (window as unknown as SavePicker).showSaveFilePicker({
      suggestedName: outputName(sourceName, type),
      types: [{ description: type.toUpperCase(), accept: { [mimeTypes[type]]: [`.${type}`] } }],
    });
    return { kind: 'file', handle };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}
