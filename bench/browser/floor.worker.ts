import { measureDetector, measureFloor, measureGpuDetector } from './floor.ts';
import { measureSteps } from './steps.ts';
import { measureStudio } from './studio.ts';
import { reencode } from './reencode.ts';
import type { FloorApi } from './floor.ts';
import { exposeApi } from '../../src/rpc/expose-worker.ts';

const api: FloorApi = { measureDetector, measureFloor, measureGpuDetector, measureSteps, measureStudio, reencode: (file) => reencode(file) };

exposeApi(api);
