import type { I420Image } from '../core/i420.ts';
import type { Owned } from '../core/owned.ts';
import { signOfLife } from '../core/signs-of-life.ts';
import { embeddingLength } from '../documents/embeddings.ts';
import type { FaceEmbeddings } from '../documents/embeddings.ts';
import type { GpuTools } from '../gpu/gpu-tools.ts';
import { isPackedAsIs, packedPlanes, packPlanes } from '../gpu/packed-planes.ts';
import { readBack } from '../gpu/readback.ts';
import { Uploads } from '../gpu/uploads.ts';
import type { GpuSession } from '../inference/gpu-session.ts';
import { faceCropTables } from '../pixels/face-crop.ts';
import { alignedFaces, cropLength, cropTarget, embeddedFace, recognitionTensors, toEmbeddings, type AlignedFace, type EmbeddedFace } from './aligned-faces.ts';
import type { EmbedRequest, FaceEmbedder } from './face-embedder.ts';
import { faceCropKernels, recordFaceCrops, type CroppedPicture } from './record-face-crops.ts';

export interface GpuFaceRecognitionOptions {
  /** Faces of one picture that go through the network together. */
  readonly facesAtOnce: number;
}

/**
 * The face recognition ResNet on the device of the tools: a picture goes up once, its faces are cropped by one dispatch and go through the
 * network as a batch. Their crops come back beside the embeddings, for their sharpness, which is thus that of the CPU way to the last bit.
 * Takes the session, on that device. One call at a time. `embed` throws what the device does, too (`gpu/…`); then nothing of it is to be
 * believed any more.
 */
export async function createGpuFaceRecognition(session: Owned<GpuSession>, { gpu, runner, pool }: GpuTools, { facesAtOnce }: GpuFaceRecognitionOptions): Promise<FaceEmbedder> {
  await runner.prepare([faceCropKernels.f32]);
  const owned = session.take();
  const { STORAGE, COPY_DST, COPY_SRC } = GPUBufferUsage;

  async function embed(image: I420Image, { geometry, detections, faces }: EmbedRequest): Promise<FaceEmbeddings> {
    if (image.widthPx !== geometry.storedWidthPx || image.heightPx !== geometry.storedHeightPx) throw new RangeError('picture is not of the crop geometry');
    const aligned = alignedFaces(detections, faces);
    if (aligned.length === 0) return toEmbeddings([]);
    const planes = packedPlanes(image.widthPx, image.heightPx);
    using buffer = pool.take(planes.byteLength, STORAGE | COPY_DST);
    await gpu.checked('upload', () => gpu.device.queue.writeBuffer(buffer.value, 0, packed(image)));
    const found: EmbeddedFace[] = [];
    for (let at = 0; at < aligned.length; at += facesAtOnce) {
      const some = aligned.slice(at, at + facesAtOnce);
      const { crops, vectors } = await run({ buffer: buffer.value, geometry, color: image.color }, some);
      signOfLife();
      some.forEach(({ face }, n) => found.push(embeddedFace(detections, face, rowOf(crops, cropLength, n), rowOf(vectors, embeddingLength, n))));
    }
    return toEmbeddings(found);
  }

  /** Crops and embeds some faces of a picture that is up. */
  async function run(picture: CroppedPicture, some: readonly AlignedFace[]): Promise<{ crops: Float32Array; vectors: Float32Array }> {
    const crops = new Float32Array(cropLength * some.length);
    const vectors = new Float32Array(embeddingLength * some.length);
    using cropsHeld = pool.take(crops.byteLength, STORAGE | COPY_DST | COPY_SRC);
    using vectorsHeld = pool.take(vectors.byteLength, STORAGE | COPY_DST | COPY_SRC);
    await gpu.checked('face crops', () => {
      // A run that wrote nothing must not look like the person who was looked at before.
      gpu.device.queue.writeBuffer(vectorsHeld.value, 0, new Float32Array(vectors.length).fill(Number.NaN));
      using uploads = new Uploads({ gpu, pool });
      const batch = runner.batch();
      recordFaceCrops(batch, uploads, picture, some.map(({ toCrop }) => faceCropTables(picture.geometry, toCrop, cropTarget)), cropsHeld.value);
      batch.submit();
    });
    await gpu.checked('embedding', async () => {
      await owned.value.run(
        { [recognitionTensors.input]: { buffer: cropsHeld.value, dims: [some.length, 3, cropTarget.heightPx, cropTarget.widthPx] } },
        { [recognitionTensors.output]: { buffer: vectorsHeld.value, dims: [some.length, embeddingLength] } },
      );
      const batch = runner.batch();
      const backs = [[crops, cropsHeld.value], [vectors, vectorsHeld.value]] as const;
      const read = backs.map(([into, from]) => ({ into, back: readBack(batch, pool, from, into.byteLength) }));
      batch.submit();
      await Promise.all(read.map(({ into, back }) => back.read((bytes) => new Uint8Array(into.buffer).set(bytes))));
    });
    return { crops, vectors };
  }

  return { embed, close: () => owned.close() };
}

function packed(image: I420Image): Uint8Array<ArrayBuffer> {
  const planes = packedPlanes(image.widthPx, image.heightPx);
  if (isPackedAsIs(planes)) return image.data;
  const bytes = new Uint8Array(planes.byteLength);
  packPlanes(image, planes, bytes);
  return bytes;
}

function rowOf(values: Float32Array, length: number, row: number): Float32Array {
  return values.subarray(length * row, length * (row + 1));
}
