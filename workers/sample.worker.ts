import { makeSample } from '../src/acts/make-sample.ts';
import { exposeApi } from '../src/rpc/expose-worker.ts';
import type { SampleApi } from '../src/rpc/worker-apis.ts';

const api: SampleApi = { makeSample };

exposeApi(api);
