import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../../cli/options.ts';
import type { JobCommand } from '../../../cli/options.ts';

const anonymize = (line: string): JobCommand => {
  const command = parseCommandLine(['anonymize', 'in.mp4', '-o', 'out.mp4', ...line.split(' ').filter((word) => word !== '')]);
  if (!('job' in command)) throw new Error('not a job');
  return command.job;
};

describe('good command lines', () => {
  test('the defaults are the safe ones', () => {
    expect(anonymize('')).toMatchObject({
      inputs: ['in.mp4'],
      output: 'out.mp4',
      force: false,
      json: false,
      options: {
        quality: 'balanced',
        detector: 'auto',
        backend: 'auto',
        codec: 'auto',
        sensitivity: 0.5,
        hide: { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } },
        corrections: [],
        sound: 'keep',
        livePreview: false,
      },
    });
  });

  const values: [line: string, path: string, expected: unknown][] = [
    ['--fill solid', 'options.hide.fill', { kind: 'solid', color: '#000000' }],
    ['--fill solid --fill-color #A1b2C3', 'options.hide.fill.color', '#A1b2C3'],
    ['--fill=mosaic', 'options.hide.fill.kind', 'mosaic'],
    ['--fill blur', 'options.hide.fill', { kind: 'blur' }],
    ['--fill image --fill-image a.png', 'fillImage', 'a.png'],
    ['--mask box', 'options.hide.shape', 'rounded-box'],
    ['--cover head', 'options.hide', { kind: 'everyone', shape: 'ellipse', scale: 1, fill: { kind: 'erase' } }],
    ['--cover eyes', 'options.hide.covers', 'eyes'],
    ['--cover person', 'options.hide.covers', 'person'],
    ['--mask-scale 1.5', 'options.hide.scale', 1.5],
    ['--quality thorough', 'options.quality', 'thorough'],
    ['--detector embedded', 'options.detector', 'embedded'],
    ['--missing blend', 'options.missing', 'blend'],
    ['--backend cpu', 'options.backend', 'cpu'],
    ['--detect-backend gpu', 'options.detectBackend', 'gpu'],
    ['--codec av1', 'options.codec', 'av1'],
    ['--codec hevc', 'options.codec', 'hevc'],
    ['--profile archival', 'options.profile', 'archival'],
    ['', 'options.profile', 'balanced'],
    ['--bitrate adaptive', 'options.bitrate', 'adaptive'],
    ['--sensitivity 0', 'options.sensitivity', 0],
    ['--sensitivity .75', 'options.sensitivity', 0.75],
    ['--start 1.5 --end 3', 'options.startS', 1.5],
    ['--start 0', 'options.startS', 0],
    ['--end 1:02:03.5', 'options.endS', 3723.5],
    ['--start 90 --end 1:31', 'options.endS', 91],
    ['--keep a.jpg --keep b.jpg --hide c.jpg', 'references', [{ role: 'keep', path: 'a.jpg' }, { role: 'keep', path: 'b.jpg' }, { role: 'hide', path: 'c.jpg' }]],
    ['--keep a.jpg', 'options.hide.kind', 'everyone'],
    ['--people keep:1,4@0a1b2c3d', 'options.hide', { kind: 'people', others: 'hide', keep: [1, 4], hide: [], shape: 'ellipse', scale: 1, fill: { kind: 'erase' } }],
    ['--people hide:2@0a1b2c3d --fill blur', 'options.hide', { kind: 'people', others: 'show', keep: [], hide: [2], shape: 'ellipse', scale: 1, fill: { kind: 'blur' } }],
    ['--people keep:1,4@0a1b2c3d --people hide:2@0a1b2c3d', 'options.expectedFound', ['0a1b2c3d']],
    ['--people keep:1@0a1b2c3d --people hide:2@0a1b2c3d', 'options.hide.hide', [2]],
    ['--people hide:2@0a1b2c3d --keep a.jpg', 'options.hide.others', 'hide'],
    ['--report r.json', 'report', 'r.json'],
    ['--json --force', 'force', true],
    ['', 'saved', { project: undefined, labels: undefined, cuts: undefined, chosen: [] }],
    ['--project a.veil.json', 'saved.project', 'a.veil.json'],
    ['--labels gt.txt --fill blur --mask box --end 3', 'saved', { project: undefined, labels: 'gt.txt', cuts: undefined, chosen: ['endS', 'hide'] }],
    ['--keep mina.jpg', 'saved.chosen', ['hide']],
    ['second.mp4', 'inputs', ['in.mp4', 'second.mp4']],
  ];
  test.each(values)('%s', (line, path, expected) => {
    expect(anonymize(line)).toHaveProperty(path, expected);
  });

  test.each([
    [['--help'], 'help'],
    [['anonymize', '-h'], 'help'],
    [['--version'], 'version'],
    [['analyze', 'a.mp4', '-o', 'a.xml', '--format', 'cvat'], 'analyze'],
    [['analyze', 'a.mp4', '-o', 'a.json'], 'analyze'],
  ] as const)('%j asks for %s', (args, kind) => {
    expect(parseCommandLine(args).kind).toBe(kind);
  });
});

test.each([
  [[], undefined],
  [['--format', 'coco'], undefined],
  [['--actions'], true],
  [['--format', 'actions-csv'], true],
  [['--format', 'people-text'], true],
])('analyze %j asks what people do: %s', (args, actions) => {
  const command = parseCommandLine(['analyze', 'a.mp4', '-o', 'a.out', ...args]);
  expect(command.kind === 'analyze' && command.job.options.actions).toBe(actions);
});

describe('bad command lines', () => {
  const bad: [args: string[], reason: string][] = [
    [[], 'say what to do'],
    [['blur', 'a.mp4'], '"blur" is not a command'],
    [['anonymize'], 'name the video'],
    [['anonymize', '-o', 'out.mp4'], 'name the video'],
    [['anonymize', 'a.mp4'], 'name the output'],
    [['anonymize', 'a.mp4', '-o', ''], 'name the output'],
    [['anonymize', 'a.mp4', '-o'], "'-o, --output <value>' argument missing"],
    [['anonymize', 'a.mp4', '-o', 'b', '--fil', 'erase'], "Unknown option '--fil'"],
    [['anonymize', 'a.mp4', '-o', 'b', '--json=1'], '--json'],
    [['anonymize', 'a.mp4', '-o', 'b', '--fill', 'black'], '--fill must be one of erase'],
    [['anonymize', 'a.mp4', '-o', 'b', '--fill', 'image'], '--fill image needs a picture'],
    [['anonymize', 'a.mp4', '-o', 'b', '--fill-image', 'x.png'], '--fill-image goes with'],
    [['anonymize', 'a.mp4', '-o', 'b', '--fill-color', '#000000'], '--fill-color goes with'],
    [['anonymize', 'a.mp4', '-o', 'b', '--fill', 'solid', '--fill-color', 'red'], '--fill-color must look like'],
    [['anonymize', 'a.mp4', '-o', 'b', '--mask', 'circle'], '--mask must be one of'],
    [['anonymize', 'a.mp4', '-o', 'b', '--cover', 'hands'], '--cover must be one of head, eyes, person'],
    [['anonymize', 'a.mp4', '-o', 'b', '--mask-scale', '0.1'], '--mask-scale must be a number from 0.8 to 3'],
    [['anonymize', 'a.mp4', '-o', 'b', '--sensitivity', '1.1'], '--sensitivity must be'],
    [['anonymize', 'a.mp4', '-o', 'b', '--sensitivity', '1e-1'], '--sensitivity must be'],
    [['anonymize', 'a.mp4', '-o', 'b', '--start', '-1'], '--start'],
    [['anonymize', 'a.mp4', '-o', 'b', '--start', 'soon'], '--start must be'],
    [['anonymize', 'a.mp4', '-o', 'b', '--start', '1:75'], '--start must be'],
    [['anonymize', 'a.mp4', '-o', 'b', '--start', '3', '--end', '3'], '--end must be later'],
    [['anonymize', 'a.mp4', '-o', 'b', '--end', '0'], '--end must be later'],
    [['anonymize', 'a.mp4', '-o', 'b', '--people', '1'], '--people must look like keep:1,4@1a2b3c4d'],
    [['anonymize', 'a.mp4', '-o', 'b', '--people', 'keep:1'], 'write keep:1@DIGEST'],
    [['anonymize', 'a.mp4', '-o', 'b', '--people', 'keep:1@0a1b2c3d', '--people', 'hide:2,3'], 'write hide:2,3@DIGEST'],
    [['anonymize', 'a.mp4', '-o', 'b', '--people', 'keep:'], '--people must look like'],
    [['anonymize', 'a.mp4', '-o', 'b', '--people', 'keep:1@'], '--people must look like'],
    [['anonymize', 'a.mp4', '-o', 'b', '--people', 'keep:1@12'], '--people must look like'],
    [['anonymize', 'a.mp4', '-o', 'b', '--keep', ''], 'reference picture is empty'],
    [['analyze', 'a.mp4', '-o', 'c.json', '--keep', 'a.jpg'], "Unknown option '--keep'"],
    [['analyze', 'a.mp4', 'b.mp4', '-o', 'c.json'], 'analyze takes one video'],
    [['anonymize', 'a.mp4', 'b.mp4', '-o', 'c/', '--project', 'w.veil.json'], '--project is the work on one video'],
    [['anonymize', 'a.mp4', '-o', 'b', '--labels', ''], 'the name after --labels is empty'],
    [['anonymize', 'a.mp4', '-o', 'b', '--format', 'mot'], "Unknown option '--format'"],
    [['analyze', 'a.mp4', '-o', 'b', '--format', 'xml'], '--format must be one of json'],
    [['analyze', 'a.mp4', '-o', 'c.json', '--fill', 'erase'], "Unknown option '--fill'"],
  ];
  test.each(bad)('%j', (args, reason) => {
    expect(() => parseCommandLine(args)).toThrow(expect.objectContaining({ code: 'usage/bad-option', message: expect.stringContaining(reason) as string }));
  });
});
