/** What a viewer's player makes of a file. Sizes in pixels as displayed. */
export interface Playback {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationS: number;
  /** Where the picture was that is shown after playing for a moment, and after seeking to the middle and to the end. */
  readonly playedS: number;
  readonly middleS: number;
  readonly endS: number;
}

/** Pictures reach the screen within this time of the seek's end. */
const settleMs = 250;
/** Nothing that plays takes this long for a step. */
const patienceMs = 15_000;
/** A player shows the last frame when it is asked for a time a little before the end. */
const beforeEndS = 0.01;

/** Plays the first file in a `<video>`, muted: starts, seeks to the middle and to the end. Throws when a step fails or no picture comes. */
export async function playback(_: unknown, [file]: [File]): Promise<Playback> {
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(file);
  document.body.append(video);
  try {
    await step(video, 'load', 'loadeddata', () => video.load());
    const durationS = video.duration;
    const playedS = await played(video);
    video.pause();
    const middleS = await soughtTo(video, durationS / 2);
    const endS = await soughtTo(video, Math.max(0, durationS - beforeEndS));
    return { widthPx: video.videoWidth, heightPx: video.videoHeight, durationS, playedS, middleS, endS };
  } finally {
    URL.revokeObjectURL(video.src);
    video.remove();
  }
}

/** Media time of the first picture that is shown after the start. */
function played(video: HTMLVideoElement): Promise<number> {
  return within(video, 'play', (done) => {
    video.requestVideoFrameCallback((_, { mediaTime }) => done(mediaTime));
    void video.play();
  });
}

/** Media time of the picture that stands when a seek is over. One that was on its way to the screen before may be told first. */
async function soughtTo(video: HTMLVideoElement, timeS: number): Promise<number> {
  let shownS: number | undefined;
  let watching = 0;
  const watch = (): void => {
    watching = video.requestVideoFrameCallback((_, { mediaTime }) => {
      shownS = mediaTime;
      watch();
    });
  };
  watch();
  await step(video, `seek to ${timeS}`, 'seeked', () => (video.currentTime = timeS));
  const startedMs = performance.now();
  do await new Promise((resolve) => setTimeout(resolve, settleMs));
  while (shownS === undefined && performance.now() - startedMs < patienceMs);
  video.cancelVideoFrameCallback(watching);
  if (shownS === undefined) throw new Error(`seek to ${timeS}: no picture`);
  return shownS;
}

function step(video: HTMLVideoElement, name: string, event: string, act: () => void): Promise<void> {
  return within(video, name, (done) => {
    video.addEventListener(event, () => done(), { once: true });
    act();
  });
}

function within<T>(video: HTMLVideoElement, name: string, begin: (done: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name}: nothing within ${patienceMs} ms`)), patienceMs);
    video.addEventListener('error', () => reject(new Error(`${name}: ${video.error?.message ?? 'error'}`)), { once: true });
    begin((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
