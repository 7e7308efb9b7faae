/** `String.fromCharCode` takes its bytes as arguments, of which there may not be any number. */
const chunkBytes = 0x8000;

/** Base64 of bytes (RFC 4648, padded). */
export function toBase64(bytes: Uint8Array | Uint8ClampedArray): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += chunkBytes) text += String.fromCharCode(...bytes.subarray(at, at + chunkBytes));
  return btoa(text);
}

/** The bytes of a base64 text; undefined when it is none. */
export function fromBase64(text: string): Uint8ClampedArray | undefined {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    return undefined;
  }
  return Uint8ClampedArray.from(bytes, (char) => char.charCodeAt(0));
}
