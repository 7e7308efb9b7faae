import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OpenableLane } from '../../../src/acts/lane-set.ts';
import { openDetection } from '../../../src/acts/open-detection.ts';
import { AppError } from '../../../src/core/errors.ts';
import type { DetectorChoice } from '../../../src/documents/observations.ts';
import { noDetections } from '../../../src/documents/observations.ts';
import type { BackendChoice, JobEvent } from '../../../src/rpc/job-types.ts';

beforeEach(() => {
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const geometry = { storedWidthPx: 2, storedHeightPx: 2, rotation: 0, mirrored: false, widthPx: 2, heightPx: 2 } as const;

/** Opens on a machine without WebGPU, where `missing` detectors have no weights. */
async function open(backend: BackendChoice, frames: number, { detector = 'auto', missing = [] }: { readonly detector?: DetectorChoice; readonly missing?: readonly string[] } = {}) {
  const notices: string[] = [];
  const lanes = { opened: 0, closed: 0 };
  const makeLane = (): OpenableLane => ({
    open: async (id) => {
      if (missing.includes(id)) throw new AppError('model/missing', { file: id });
      lanes.opened += 1;
      return { [id]: 'hash' };
    },
    detect: async (image) => ({ detections: noDetections, data: image.data }),
    close: () => (lanes.closed += 1),
  });
  const send = (event: JobEvent): void => {
    if (event.kind === 'notice') notices.push(event.code);
  };
  const set = await openDetection({ detector, backend, frames, request: { geometry, quality: 'balanced', sensitivity: 0.5 } }, { modelsUrl: '/', makeLane, gpu: undefined }, send);
  return { set, notices, lanes };
}

it.each([
  ['cpu', 5, 'asked-cpu', 2],
  ['auto', 1, 'few-frames', 1],
  ['auto', 99, 'few-frames', 2],
  ['auto', 100, 'no-adapter', 2],
] as const)('--backend %s, %d frames, no GPU: the processor, because %s, by %d lanes', async (backend, frames, code, lanesOpened) => {
  const { set, notices, lanes } = await open(backend, frames);
  expect(set.facts()).toMatchObject({ backend: 'cpu', why: { code }, adapter: null, models: { yunet: 'wasm' }, troubles: [] });
  expect(set.facts().reason).not.toContain('{');
  expect([lanes.opened, notices]).toEqual([lanesOpened, []]);
  set.close();
  expect(lanes.closed).toBe(lanesOpened);
});

it('a GPU that was asked for and is not there is an error', () => expect(open('gpu', 500)).rejects.toMatchObject({ code: 'gpu/unavailable' }));

it('without the weights of YuNet the embedded detectors serve, and it is told', async () => {
  const { set, notices } = await open('cpu', 5, { missing: ['yunet'] });
  expect([set.detector, notices]).toEqual(['embedded', ['embedded-detector']]);
});

it('a detector that was asked for and is not there is an error', () =>
  expect(open('cpu', 5, { detector: 'yunet', missing: ['yunet'] })).rejects.toMatchObject({ code: 'model/missing' }));
