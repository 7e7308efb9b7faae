// Crops of a picture, turned, scaled and shifted, as network inputs: each output pixel is the rounded mean of looks · looks places, a place's
// sample lies between the four around it; then as the letterbox: integer coefficients, tensor = values[clamp((y·Y + …) >> coefficientBits)].
// Places are column part + row part in units of 2^-placeBits luma pixels; those outside the picture do not count, and without any it is padding.
// Workgroups: x, y over the largest output, z crop.
// Bindings: 0 numbers (crops of cropInts, see face-crop.ts), 1 values (per crop 256, then the padding), 2 picture (packed planes),
// 3 tensor (every crop's, one after the other).

@group(0) @binding(0) var<storage, read> numbers: array<i32>;
@group(0) @binding(2) var<storage, read> picture: array<u32>;

override workgroupX: u32;
override workgroupY: u32;
override cropInts: i32;
override placeBits: u32;
override sampleBits: u32;
override coefficientBits: u32;

struct Crop {
  at: i32, // first value of the tensor
  widthPx: i32,
  heightPx: i32,
  looks: i32, // per pixel along each axis
  values: i32,
  color: i32, // in numbers: y, rv, gu, gv, bu, r0, g0, b0
  columnStep: i32, // from value to value in the tensor
  rowStep: i32,
  red: i32, // offset of the channels
  green: i32,
  blue: i32,
  columnX: i32, // in numbers: what each column of looks adds to x and to y, and each row
  columnY: i32,
  rowX: i32,
  rowY: i32,
  pictureWidth: i32,
  pictureHeight: i32,
  lumaStride: i32, // words per row, first words of the planes
  chromaStride: i32,
  uWord: i32,
  vWord: i32,
}

fn cropAt(n: i32) -> Crop {
  let i = n * cropInts;
  return Crop(
    numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3], numbers[i + 4], numbers[i + 5], numbers[i + 6], numbers[i + 7], numbers[i + 8],
    numbers[i + 9], numbers[i + 10], numbers[i + 11], numbers[i + 12], numbers[i + 13], numbers[i + 14], numbers[i + 15], numbers[i + 16],
    numbers[i + 17], numbers[i + 18], numbers[i + 19], numbers[i + 20],
  );
}

fn byteAt(line: i32, x: i32) -> i32 {
  return i32((picture[line + (x >> 2u)] >> (8u * u32(x & 3))) & 255u);
}

/// Between the four samples around a place (edges) of a plane, with sampleBits of fraction; end samples repeat.
fn sampleAt(word: i32, stride: i32, size: vec2<i32>, place: vec2<i32>) -> i32 {
  let one = 1 << placeBits;
  let low = place - (one >> 1u);
  let share = low & vec2(one - 1);
  let least = max(vec2(0), low >> vec2(placeBits));
  let greatest = min(size - 1, (low >> vec2(placeBits)) + 1);
  let upper = word + least.y * stride;
  let lower = word + greatest.y * stride;
  let above = byteAt(upper, least.x) * (one - share.x) + byteAt(upper, greatest.x) * share.x;
  let below = byteAt(lower, least.x) * (one - share.x) + byteAt(lower, greatest.x) * share.x;
  let shift = 2u * placeBits - sampleBits;
  return (above * (one - share.y) + below * share.y + (1 << (shift - 1u))) >> shift;
}

/// Puts one channel's value, clamped to 0–255, where it belongs.
fn putChannel(crop: Crop, at: i32, channel: i32) {
  put(at, crop.values + clamp(channel >> coefficientBits, 0, 255));
}

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let crop = cropAt(i32(id.z));
  let x = i32(id.x);
  let y = i32(id.y);
  if (x >= crop.widthPx || y >= crop.heightPx) {
    return;
  }
  let size = vec2(crop.pictureWidth, crop.pictureHeight);
  let chromaSize = (size + 1) >> vec2(1u);
  let end = size << vec2(placeBits);
  var count = 0;
  var sum = vec3(0); // Y, U, V
  for (var j = y * crop.looks; j < (y + 1) * crop.looks; j++) {
    for (var i = x * crop.looks; i < (x + 1) * crop.looks; i++) {
      let place = vec2(numbers[crop.columnX + i] + numbers[crop.rowX + j], numbers[crop.columnY + i] + numbers[crop.rowY + j]);
      if (any(place < vec2(0)) || any(place >= end)) {
        continue;
      }
      count += 1;
      let chroma = place >> vec2(1u);
      sum += vec3(
        sampleAt(0, crop.lumaStride, size, place),
        sampleAt(crop.uWord, crop.chromaStride, chromaSize, chroma),
        sampleAt(crop.vWord, crop.chromaStride, chromaSize, chroma),
      );
    }
  }
  let at = crop.at + x * crop.columnStep + y * crop.rowStep;
  if (count == 0) {
    put(at + crop.red, crop.values + 256);
    put(at + crop.green, crop.values + 256);
    put(at + crop.blue, crop.values + 256);
    return;
  }
  let mean = (sum + (count << (sampleBits - 1u))) / (count << sampleBits);
  let c = crop.color;
  let scaled = mean.x * numbers[c];
  putChannel(crop, at + crop.red, scaled + mean.z * numbers[c + 1] + numbers[c + 5]);
  putChannel(crop, at + crop.green, scaled + mean.y * numbers[c + 2] + mean.z * numbers[c + 3] + numbers[c + 6]);
  putChannel(crop, at + crop.blue, scaled + mean.y * numbers[c + 4] + numbers[c + 7]);
}
