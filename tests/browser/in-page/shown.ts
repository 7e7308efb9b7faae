interface Question {
  readonly atS: number;
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly reachPx: number;
}

/** The picture's size, and the mean colour (RGB 0–255) of the square about each point. */
export interface Shown {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly colors: readonly (readonly [number, number, number])[];
}

/** What a viewer sees of one moment of each file, in order. */
export async function allShown(question: Question, files: readonly File[]): Promise<Shown[]> {
  const seen: Shown[] = [];
  for (const file of files) seen.push(await shown(question, [file]));
  return seen;
}

/** What a viewer sees of one moment of the first file. */
export async function shown({ atS, points, reachPx }: Question, [file]: [File]): Promise<Shown> {
  const context = await drawn(file, atS);
  const { width: widthPx, height: heightPx } = context.canvas;
  const side = 2 * reachPx + 1;
  const colors = points.map(([x, y]) => {
    const { data } = context.getImageData(x - reachPx, y - reachPx, side, side);
    const mean = (channel: number): number => data.reduce((sum, value, i) => (i % 4 === channel ? sum + value : sum), 0) / (side * side);
    return [mean(0), mean(1), mean(2)] as const;
  });
  return { widthPx, heightPx, colors };
}

/** The same moment as a PNG, in a data URL: for eyes. */
export async function shownPng({ atS }: { atS: number }, [file]: [File]): Promise<string> {
  const { canvas } = await drawn(file, atS);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.readAsDataURL(blob);
  });
}

async function drawn(file: File, atS: number): Promise<OffscreenCanvasRenderingContext2D> {
  const video = document.createElement('video');
  video.muted = true;
  document.body.append(video); // else nothing holds it while it loads, and it may be collected with all that waits for it
  const url = URL.createObjectURL(file);
  try {
    const failed = new Promise<never>((_, reject) => {
      video.onerror = () => reject(new Error(`the video is not shown: ${video.error?.message ?? ''}`));
    });
    // A seek alone may be over before its picture is there, and a picture may be there before the element has taken its size.
    const there = [
      new Promise((resolve) => video.requestVideoFrameCallback(resolve)),
      new Promise((resolve) => video.addEventListener(atS > 0 ? 'seeked' : 'loadeddata', resolve, { once: true })),
    ];
    video.src = url;
    video.currentTime = atS;
    await Promise.race([Promise.all(there), failed]);
    const context = new OffscreenCanvas(video.videoWidth, video.videoHeight).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no 2D canvas');
    context.drawImage(video, 0, 0);
    return context;
  } finally {
    video.removeAttribute('src');
    video.load();
    video.remove();
    URL.revokeObjectURL(url);
  }
}
