import { describe, expect, it } from 'vitest';
import { withProject } from '../../../src/app/jobs/project-options.ts';
import { projectOf } from '../../../src/app/state/project-keeper.ts';
import type { ProjectField } from '../../../src/app/jobs/project-options.ts';
import { loadProject, saveProject } from '../../../src/documents/project-json.ts';
import type { JobOptions, SourceSummary } from '../../../src/rpc/job-types.ts';
import { defaultOptions } from '../../support/jobs.ts';

const source = { name: 'a.mp4', fingerprint: 'abc' } as SourceSummary;
const made: JobOptions = {
  ...defaultOptions, quality: 'thorough', detector: 'embedded', sensitivity: 0.7, startS: 2, endS: 5, codec: 'vp9',
  hide: { kind: 'everyone', shape: 'rounded-box', scale: 2, fill: { kind: 'solid', color: '#ff0000' } },
  audio: { treatments: [{ kind: 'disguise', where: { kind: 'all-speech' } }] },
  corrections: [{ kind: 'hide-frames-whole', firstFrame: 3, lastFrame: 4 }],
};
const project = loadProject(saveProject(projectOf(source, made, made, 'c0ffee00')));

describe('a project brings back how a job was done', () => {
  it('all that it keeps, and nothing of what it does not', () => {
    expect(withProject(defaultOptions, project, new Set())).toEqual({ ...made, bodies: true, bodySampling: 'all', codec: 'auto' });
  });

  it('and looks for no bodies where the project was made without, or before there were any', () => {
    const { bodies: _, ...looking } = project.looking;
    expect(withProject(defaultOptions, { ...project, looking }, new Set())).toEqual({ ...made, bodies: false, codec: 'auto' });
  });

  it.each<[ProjectField, Partial<JobOptions>, unknown]>([
    ['quality', { quality: 'fast' }, 'fast'],
    ['sensitivity', { sensitivity: 0.2 }, 0.2],
    ['endS', { endS: 9 }, 9],
    ['startS', {}, undefined],
    ['hide', {}, defaultOptions.hide],
    ['audio', {}, undefined],
  ])('but %s where it is chosen anew', (field, options, expected) => {
    const result = withProject({ ...defaultOptions, ...options }, project, new Set([field]));
    expect(result[field]).toEqual(expected);
    expect(result.corrections).toEqual(made.corrections);
  });

  it('corrections of the options come after its own', () => {
    const more = { kind: 'name', track: 2, name: 'Jun' } as const;
    expect(withProject({ ...defaultOptions, corrections: [more] }, project, new Set()).corrections).toEqual([...made.corrections, more]);
  });

  it.each<[ProjectField, Partial<JobOptions>]>([
    ['quality', { quality: 'fast' }],
    ['detector', { detector: 'yunet' }],
    ['sensitivity', { sensitivity: 0.2 }],
    ['startS', {}],
    ['endS', { endS: 4 }],
  ])('is refused when it names people and %s is chosen anew: the same numbers would be other people', (field, options) => {
    const naming = { ...project, corrections: [{ kind: 'decide', track: 1, decision: 'show' } as const] };
    expect(() => withProject({ ...defaultOptions, ...options }, naming, new Set([field]))).toThrow(expect.objectContaining({ code: 'usage/bad-option' }));
    expect(withProject({ ...defaultOptions, quality: 'thorough' }, naming, new Set(['quality', 'hide'])).corrections).toEqual(naming.corrections);
  });

  describe('when it names people by id', () => {
    const naming = { ...project, corrections: [{ kind: 'decide', track: 1, decision: 'show' } as const] };
    const speaking = { ...project, corrections: [{ kind: 'voice', track: 1, treatment: 'bleep' } as const] };
    const silencing = { ...project, intents: [{ hide: made.hide, audio: { treatments: [{ kind: 'silence', where: { kind: 'speech-of', people: [1] } }] } }] } as const;
    const keeping = { ...project, intents: [{ hide: { ...made.hide, kind: 'people', others: 'hide', keep: [1], hide: [] } }] } as const;

    it.each([['corrections', naming], ['the choice of whom to keep', keeping], ['what becomes of a voice', speaking], ['whose speech is treated', silencing]] as const)('in %s, the same must be found again', (_, named) => {
      expect(withProject({ ...defaultOptions, expectedFound: ['beef0000'] }, named, new Set()).expectedFound).toEqual(['beef0000', 'c0ffee00']);
      expect(() => withProject(defaultOptions, { ...named, found: null }, new Set())).toThrow(expect.objectContaining({ code: 'people/others-found' }));
    });

    it('by voices, mouths are looked at', () => {
      for (const named of [speaking, silencing]) expect(withProject(defaultOptions, named, new Set()).speakers).toBe(true);
      expect(withProject(defaultOptions, naming, new Set()).speakers).toBeUndefined();
      expect(withProject(defaultOptions, { ...silencing, corrections: [] }, new Set(['audio'])).speakers).toBeUndefined();
    });

    it('what names nobody may be of any analysis', () => {
      expect(withProject(defaultOptions, { ...project, found: null }, new Set()).expectedFound).toBeUndefined();
      expect(withProject(defaultOptions, { ...keeping, found: null }, new Set(['hide'])).expectedFound).toBeUndefined();
    });
  });

  it('a whole video stays one', () => {
    const whole = projectOf(source, defaultOptions, defaultOptions, 'c0ffee00');
    expect('startS' in withProject({ ...defaultOptions, startS: 3 }, whole, new Set())).toBe(false);
  });
});
