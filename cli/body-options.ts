import { bodySamplings } from '../src/documents/bodies.ts';
import type { JobOptions } from '../src/rpc/job-types.ts';
import { oneOf, text } from './option-values.ts';
import type { Values } from './option-values.ts';
import { usage } from './usage.ts';

/** How bodies are looked for, of every command. */
export const bodyFlags = { bodies: { type: 'string' }, 'body-sampling': { type: 'string' }, 'body-scale': { type: 'string' }, 'pose-model': { type: 'string' } } as const;

const scales = { '1': 1, '0.8': 0.8, '0.6': 0.6 } as const;

/** Throws `usage/bad-option` for another word than those that there are, and for how to look where nobody shall. */
export function bodyOptions(values: Values): Pick<JobOptions, 'bodies' | 'bodySampling' | 'bodyScale'> {
  const given = (name: string): boolean => values[name] !== undefined;
  const choice = oneOf('--bodies', text(values['bodies']), ['auto', 'on', 'off']);
  const how = ['body-sampling', 'body-scale', 'pose-model'].find(given);
  if (choice === 'off' && how !== undefined) throw usage(`--${how} does nothing with --bodies off`);
  return {
    ...(choice === 'auto' ? {} : { bodies: choice === 'on' }),
    ...(given('body-sampling') ? { bodySampling: oneOf('--body-sampling', text(values['body-sampling']), ['auto', ...bodySamplings]) } : {}),
    ...(given('body-scale') ? { bodyScale: scales[oneOf('--body-scale', text(values['body-scale']), ['1', '0.8', '0.6'])] } : {}),
  };
}

/** The path of the user's own network; throws `usage/bad-option` for an empty name. */
export function poseModelPath(values: Values): string | undefined {
  const path = text(values['pose-model']);
  if (path === '') throw usage('the name after --pose-model is empty');
  return path;
}
