import type { AdapterFacts } from '../../src/core/gpu-adapter.ts';
import type { BodiesSeen } from '../../tests/browser/in-page/bodies.ts';
import type { ListeningTime } from '../../tests/browser/in-page/listen.ts';
import type { RecognitionTime } from '../../tests/browser/in-page/recognize.ts';
import type { SamplingRow } from '../../tests/browser/in-page/sampling.ts';
import type { SpeakersTime } from '../../tests/browser/in-page/speakers.ts';
import type { DetectorTime, FloorTime } from '../browser/floor.ts';
import type { StepsTime } from '../browser/steps.ts';
import type { StudioTime } from '../browser/studio.ts';
import type { RateQuality } from '../browser/rate-quality.ts';
import { launchBrowser, type BrowserGpu } from '../../tools/browser/launch-browser.ts';
import { startStaticServer } from '../../tools/server/static-server.ts';
import type { Folders } from './folders.ts';

/** What `tests/browser/in-page/bench.ts` exports. */
interface Calls {
  adapter: AdapterFacts | null;
  bodies: readonly BodiesSeen[];
  floor: FloorTime;
  detector: DetectorTime;
  gpuDetector: DetectorTime;
  rateQuality: RateQuality;
  recognition: RecognitionTime;
  sampling: readonly SamplingRow[];
  speakers: SpeakersTime;
  studio: StudioTime;
  steps: StepsTime;
  listening: ListeningTime;
  reencoded: string;
  sample: string;
}

/** Runs one export of the bench's page module in a browser of its own, on values that survive JSON; `file` (or several) becomes Files. */
export async function inPage<Name extends keyof Calls>(folders: Folders, name: Name, argument: unknown = null, file?: string | readonly string[], gpu: BrowserGpu = 'own'): Promise<Calls[Name]> {
  const server = await startStaticServer({ folders: [folders.page, folders.inPage], port: 0 });
  try {
    const browser = await launchBrowser(gpu);
    try {
      const page = await browser.context.newPage();
      await page.goto(`${server.origin}/blank.html`);
      if (file !== undefined) await page.setInputFiles('#files', [...(typeof file === 'string' ? [file] : file)]);
      // As text: a bundler rewrites `import()` in functions, which the page then does not know.
      return await page.evaluate(
        `import('/in-page/bench.js').then((module) => module[${JSON.stringify(name)}](${JSON.stringify(argument)}, [...document.getElementById('files').files]))`,
      );
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}
