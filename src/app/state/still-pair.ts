/** Longer side of the pictures that are shown: more than a screen, far less than a camera's. */
const longSideMaxPx = 2048;

/** A picture before and after: the two files themselves, upright, made smaller where they are large. The receiver closes both. */
export async function stillPair(before: Blob, after: Blob, { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number }): Promise<{ before: ImageBitmap; after: ImageBitmap }> {
  const scale = Math.min(1, longSideMaxPx / Math.max(widthPx, heightPx));
  const size: ImageBitmapOptions =
    scale < 1 ? { resizeWidth: Math.max(1, Math.round(widthPx * scale)), resizeHeight: Math.max(1, Math.round(heightPx * scale)), resizeQuality: 'medium' } : {};
  const shownBefore = await createImageBitmap(before, size);
  try {
    return { before: shownBefore, after: await createImageBitmap(after, size) };
  } catch (error) {
    shownBefore.close();
    throw error;
  }
}
