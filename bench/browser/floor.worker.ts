import { measureDetector, measureFloor } from './floor.ts';
import { reencode } from './reencode.ts';
import type { FloorApi } from './floor.ts';
import { exposeApi } from '../../src/rpc/expose-worker.ts';

const api: FloorApi = { measureDetector, measureFloor, reencode: (file) => reencode(file) };

exposeApi(api);
