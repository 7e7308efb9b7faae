import { probe } from '../src/acts/probe.ts';
import { exposeApi } from '../src/rpc/expose-worker.ts';
import type { ProbeApi } from '../src/rpc/worker-apis.ts';

const api: ProbeApi = { probe };

exposeApi(api);
