// Regions of a picture as network inputs: resample Y, U and V by tables of taps (shared/taps.wgsl), convert by integer coefficients, look the value up: tensor = values[clamp((y·Y + …) >> coefficientBits, 0, 255)].
// Workgroups: x, y over the largest output, z region.
// Bindings: 0 numbers (regions of regionInts, see letterbox.ts), 1 values (per region 256, then the padding), 2 picture (packed planes),
// 3 tensor (every region's, one after the other).

@group(0) @binding(0) var<storage, read> numbers: array<i32>;
@group(0) @binding(2) var<storage, read> picture: array<u32>;

override workgroupX: u32;
override workgroupY: u32;
override regionInts: i32;
override coefficientBits: u32;

struct Region {
  at: i32, // first value of the tensor
  widthPx: i32,
  heightPx: i32,
  left: i32, // of the pixels that hold picture
  top: i32,
  columns: i32,
  rows: i32,
  turned: i32,
  values: i32,
  color: i32, // in numbers: y, rv, gu, gv, bu, r0, g0, b0
  columnStep: i32, // from value to value in the tensor
  rowStep: i32,
  red: i32, // offset of the channels
  green: i32,
  blue: i32,
  lumaX: i32, // in numbers: taps, then per output sample its first sample and its weights
  lumaY: i32,
  chromaX: i32,
  chromaY: i32,
  lumaStride: i32, // words per row, first words of the planes
  chromaStride: i32,
  uWord: i32,
  vWord: i32,
}

fn regionAt(n: i32) -> Region {
  let i = n * regionInts;
  return Region(
    numbers[i], numbers[i + 1], numbers[i + 2], numbers[i + 3], numbers[i + 4], numbers[i + 5], numbers[i + 6], numbers[i + 7], numbers[i + 8],
    numbers[i + 9], numbers[i + 10], numbers[i + 11], numbers[i + 12], numbers[i + 13], numbers[i + 14], numbers[i + 15], numbers[i + 16],
    numbers[i + 17], numbers[i + 18], numbers[i + 19], numbers[i + 20], numbers[i + 21], numbers[i + 22],
  );
}

/// Puts one channel's value, clamped to 0–255, where it belongs.
fn putChannel(region: Region, at: i32, channel: i32) {
  put(at, region.values + clamp(channel >> coefficientBits, 0, 255));
}

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let region = regionAt(i32(id.z));
  let x = i32(id.x);
  let y = i32(id.y);
  if (x >= region.widthPx || y >= region.heightPx) {
    return;
  }
  let at = region.at + x * region.columnStep + y * region.rowStep;
  let outX = x - region.left;
  let outY = y - region.top;
  if (outX < 0 || outY < 0 || outX >= region.columns || outY >= region.rows) {
    put(at + region.red, region.values + 256);
    put(at + region.green, region.values + 256);
    put(at + region.blue, region.values + 256);
    return;
  }
  let turned = region.turned == 1;
  let column = select(outX, outY, turned);
  let row = select(outY, outX, turned);
  let luma = sampleAt(0, region.lumaStride, region.lumaX, region.lumaY, column, row);
  let u = sampleAt(region.uWord, region.chromaStride, region.chromaX, region.chromaY, column, row);
  let v = sampleAt(region.vWord, region.chromaStride, region.chromaX, region.chromaY, column, row);
  let c = region.color;
  let scaled = luma * numbers[c];
  putChannel(region, at + region.red, scaled + v * numbers[c + 1] + numbers[c + 5]);
  putChannel(region, at + region.green, scaled + u * numbers[c + 2] + v * numbers[c + 3] + numbers[c + 6]);
  putChannel(region, at + region.blue, scaled + u * numbers[c + 4] + numbers[c + 7]);
}
