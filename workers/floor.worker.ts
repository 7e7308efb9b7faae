import { measureDetector, measureFloor } from '../src/acts/floor.ts';
import type { FloorApi } from '../src/acts/floor.ts';
import { exposeApi } from '../src/rpc/expose-worker.ts';

const api: FloorApi = { measureFloor, measureDetector };

exposeApi(api);
