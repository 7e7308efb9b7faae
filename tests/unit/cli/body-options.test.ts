import { expect, it } from 'vitest';
import { bodyOptions, poseModelPath } from '../../../cli/body-options.ts';
import { parseCommandLine } from '../../../cli/options.ts';
import type { Values } from '../../../cli/option-values.ts';

it.each<[string, Values, object]>([
  ['nothing said', {}, {}],
  ['where they help', { bodies: 'auto' }, {}],
  ['always', { bodies: 'on' }, { bodies: true }],
  ['not', { bodies: 'off' }, { bodies: false }],
  ['now and then, in smaller pictures', { 'body-sampling': 'every-3', 'body-scale': '0.6' }, { bodySampling: 'every-3', bodyScale: 0.6 }],
])('%s', (_, values, expected) => expect(bodyOptions(values)).toEqual(expected));

it.each<[string, Values, RegExp]>([
  ['another word', { bodies: 'yes' }, /--bodies must be one of auto, on, off/],
  ['another sampling', { 'body-sampling': 'every-5' }, /--body-sampling must be one of auto, all/],
  ['another size', { 'body-scale': '0.7' }, /--body-scale must be one of 1, 0.8, 0.6/],
  ['how to look where nobody shall', { bodies: 'off', 'body-sampling': 'all' }, /--body-sampling does nothing with --bodies off/],
  ['a network where nobody shall look', { bodies: 'off', 'pose-model': 'a.onnx' }, /--pose-model does nothing with --bodies off/],
])('refuses %s', (_, values, reason) => {
  expect(() => bodyOptions(values)).toThrow(expect.objectContaining({ code: 'usage/bad-option', details: { reason: expect.stringMatching(reason) as string } }));
});

it('a network of the user\'s own is named by its file', () => {
  expect(poseModelPath({ 'pose-model': 'rtmo.onnx' })).toBe('rtmo.onnx');
  expect(() => poseModelPath({ 'pose-model': '' })).toThrow(expect.objectContaining({ code: 'usage/bad-option' }));
  expect(parseCommandLine(['analyze', 'a.mp4', '-o', 'a.json', '--bodies', 'on', '--pose-model', 'rtmo.onnx'])).toMatchObject({ job: { poseModel: 'rtmo.onnx', options: { bodies: true } } });
});
