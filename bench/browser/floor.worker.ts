import { measureDetector, measureFloor, reencode } from './floor.ts';
import type { FloorApi } from './floor.ts';
import { exposeApi } from '../../src/rpc/expose-worker.ts';

const api: FloorApi = { measureDetector, measureFloor, reencode };

exposeApi(api);
