import type { Analysis } from '../documents/analysis.ts';
import { exportAnalysis } from '../documents/analysis-json.ts';
import type { Edit } from '../documents/edit.ts';
import { writeCuts } from '../documents/exchange/cut-list.ts';
import { writeLabels } from '../documents/exchange/exchange.ts';
import { labelsOf } from '../documents/exchange/labels.ts';
import { isMotionFormat, writeMotion } from '../documents/exchange/motion.ts';
import { speechCues, speechToVtt } from '../documents/exchange/webvtt.ts';
import { isStill } from '../media/open-media.ts';
import type { Media } from '../media/open-media.ts';
import type { ExportFormat } from '../rpc/job-types.ts';

/** An analysis as a text for others: its own JSON, speech, boxes, bodies and what they do; or the cuts of an edit of it, which is asked for only then. Throws `document/invalid`. */
export function exportText(analysis: Analysis, edit: () => Edit, withSound: boolean, format: ExportFormat): string {
  switch (format) {
    case 'json':
      return exportAnalysis(analysis);
    case 'vtt':
      return speechToVtt(speechCues(analysis));
    case 'edl':
    case 'otio':
      return writeCuts({ source: analysis.source, cuts: edit().cuts, hasSound: withSound }, format);
    default:
      return isMotionFormat(format) ? writeMotion(analysis, format) : writeLabels(labelsOf(format === 'mot' ? withoutBodies(analysis) : analysis), format);
  }
}

/** For a format without names of things: the boxes of bodies would be more faces there. */
function withoutBodies(analysis: Analysis): Analysis {
  return { ...analysis, tracks: analysis.tracks.filter(({ kind }) => kind !== 'person' && kind !== 'head') };
}

export function hasSound(media: Media): boolean {
  return !isStill(media) && media.audio !== null;
}
