/** How far the mouths of faces were open, as columns in ascending order of their detections. */
export interface Mouths {
  /** Of one frame: index within its detections. Of a video: index into the detection columns of the Observations. */
  readonly detections: Uint32Array;
  /** How far apart the lips are, the mean of their inner and of their outer edges, in distances between the outer corners of the eyes. */
  readonly openings: Float32Array;
  /** 0–1: how sure it is that this is a face (the network's word), and a whole one (the detector's). */
  readonly qualities: Float32Array;
}

export const noMouths: Mouths = { detections: new Uint32Array(0), openings: new Float32Array(0), qualities: new Float32Array(0) };
