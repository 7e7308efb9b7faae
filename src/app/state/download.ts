/** The browser asks whether one page may save several files; asked for all at once, it keeps the last one only. */
const betweenMs = 300;

/** Offers files as downloads, one after the other, each under its name. */
export async function downloadAll(files: readonly { readonly file: Blob; readonly name: string }[]): Promise<void> {
  for (const { file, name } of files) {
    const url = URL.createObjectURL(file);
    const link = document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
    await new Promise((resolve) => setTimeout(resolve, betweenMs));
    URL.revokeObjectURL(url);
  }
}
