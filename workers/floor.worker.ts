import { measureDetector, measureFloor, reencode } from '../src/acts/floor.ts';
import type { FloorApi } from '../src/acts/floor.ts';
import { exposeApi } from '../src/rpc/expose-worker.ts';

const api: FloorApi = { measureDetector, measureFloor, reencode };

exposeApi(api);
