import type { Looking } from '../../documents/project.ts';
import type { BodySamplingChoice } from '../../documents/wanted-bodies.ts';
import type { JobOptions } from '../../rpc/job-types.ts';
import type { BodiesChoice } from '../messages/bodies-keys.ts';

/** How bodies are looked for, as the settings have it. */
export class BodyChoice {
  choice: BodiesChoice = $state('auto');
  sampling: BodySamplingChoice | 'default' = $state('default');
  /** Kept until the page is closed. */
  model: File | undefined = $state.raw(undefined);

  /** As a project says it was done. */
  take({ quality, bodies }: Looking): void {
    this.choice = bodies === undefined ? (quality === 'thorough' ? 'off' : 'auto') : quality === 'thorough' ? 'auto' : 'on';
    this.sampling = bodies?.sampling ?? 'default';
  }

  toOptions(): Pick<JobOptions, 'bodies' | 'bodySampling' | 'poseModel'> {
    return {
      ...(this.choice === 'auto' ? {} : { bodies: this.choice === 'on' }),
      ...(this.sampling === 'default' ? {} : { bodySampling: this.sampling }),
      ...(this.model === undefined ? {} : { poseModel: this.model }),
    };
  }
}
