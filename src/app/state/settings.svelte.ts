import type { Corrections } from '../../documents/corrections.ts';
import type { Project } from '../../documents/project.ts';
import type { FillChoice, HideCovers, ImageChoice, MaskShape } from '../../documents/intent.ts';
import type { MissingPolicy } from '../../documents/missing.ts';
import type { DetectorChoice, Quality } from '../../documents/observations.ts';
import type { CodecChoice } from '../../core/codec.ts';
import type { BitrateChoice, EncodingProfile } from '../../core/encoding.ts';
import type { BackendChoice, JobOptions, ReferencePhoto } from '../../rpc/job-types.ts';
import { BodyChoice } from './body-choice.svelte.ts';
import { soundChoiceOf, soundOptions } from './sound-choice.ts';
import type { SoundChoice } from './sound-choice.ts';

/** Cells across a mosaic mask: fewer hide more, none of them hides for good. */
const mosaicCells = 8;
/** Length of a trial in seconds. */
export const trialS = 10;

/** What the user has chosen for the next job; one form for all videos of the queue but the range, which is each video's. */
export class Settings {
  quality: Quality = $state('balanced');
  detector: DetectorChoice = $state('auto');
  sensitivity: number = $state(0.5);
  readonly bodies = new BodyChoice();
  covers: HideCovers = $state('head');
  shape: MaskShape = $state('ellipse');
  scale: number = $state(1);
  fillKind: FillChoice['kind'] = $state('erase');
  color: string = $state('#1f2933');
  emoji: string = $state('🙂');
  image: ImageChoice | undefined = $state.raw(undefined);
  references: readonly ReferencePhoto[] = $state.raw([]);
  codec: CodecChoice = $state('auto');
  profile: EncodingProfile = $state('balanced');
  bitrate: BitrateChoice = $state('constant');
  backend: BackendChoice = $state('auto');
  sound: SoundChoice = $state('keep');
  /** Look at mouths too. */
  speakers: boolean = $state(false);
  missing: MissingPolicy = $state('hide');
  /** Minutes that a job may take; null: as long as it takes. */
  finishInMin: number | null = $state(null);
  /** Write to a file that the user picks, as it is made. */
  toFile: boolean = $state(false);

  /** The choices of a saved project. */
  take({ looking, intents: [{ hide, audio }] }: Project): void {
    this.quality = looking.quality;
    this.detector = looking.detector;
    this.sensitivity = looking.sensitivity;
    this.bodies.take(looking);
    this.covers = hide.covers ?? 'head';
    this.shape = hide.shape;
    this.scale = hide.scale;
    this.fillKind = hide.fill.kind;
    // A sound that is left out is no work to be saved: it stays left out.
    if (this.sound !== 'drop') this.sound = soundChoiceOf(audio) ?? this.sound;
    if (hide.fill.kind === 'solid') this.color = hide.fill.color;
    if (hide.fill.kind === 'image') this.image = hide.fill.image;
  }

  /** Everything a job needs. */
  toOptions(range: { readonly startS: number | null; readonly endS: number | null }, corrections: Corrections): JobOptions {
    return {
      quality: this.quality,
      detector: this.detector,
      backend: this.backend,
      codec: this.codec,
      profile: this.profile,
      bitrate: this.bitrate,
      sensitivity: this.sensitivity,
      hide: { kind: 'everyone', ...(this.covers === 'head' ? {} : { covers: this.covers }), shape: this.shape, scale: this.scale, fill: this.#fill() },
      ...(this.references.length === 0 ? {} : { references: this.references }),
      ...(range.startS === null ? {} : { startS: range.startS }),
      ...(range.endS === null ? {} : { endS: range.endS }),
      ...soundOptions(this.sound),
      ...this.bodies.toOptions(),
      ...(this.speakers ? { speakers: true } : {}),
      ...(this.missing === 'hide' ? {} : { missing: this.missing }),
      ...(this.finishInMin !== null && this.finishInMin > 0 ? { finishInS: 60 * this.finishInMin } : {}),
      corrections,
      livePreview: true,
    };
  }

  #fill(): FillChoice {
    switch (this.fillKind) {
      case 'solid':
        return { kind: 'solid', color: this.color };
      case 'image':
        return this.image === undefined ? { kind: 'erase' } : { kind: 'image', image: this.image };
      case 'mosaic':
        return { kind: 'mosaic', cellsAcross: mosaicCells };
      case 'erase':
      case 'blur':
        return { kind: this.fillKind };
    }
  }
}
