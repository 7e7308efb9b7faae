// A texture's picture as packed planes: y = (yr·R + yg·G + yb·B + y0) >> coefficientBits; a chroma sample alike from the sums over the four pixels
// that it covers, pixels at the last column and row of odd sizes counting twice. One invocation owns one word.
// Workgroups: words of all three planes along x.
// Bindings: 0 numbers (width, height, words per row of luma and chroma, first words of U and V, then yr, yg, yb, ur, ug, ub, vr, vg, vb, y0, c0),
// 1 pixels (from-texture.wgsl, from-frame.wgsl), 2 planes.

@group(0) @binding(0) var<storage, read> numbers: array<i32>;
@group(0) @binding(2) var<storage, read_write> planes: array<u32>;

override workgroupX: u32;
override workgroupY: u32;
override coefficientBits: u32;

fn weighted(rgb: vec3<i32>, first: i32) -> i32 {
  return rgb.x * numbers[first] + rgb.y * numbers[first + 1] + rgb.z * numbers[first + 2];
}

fn lumaAt(x: i32, y: i32) -> i32 {
  return (weighted(rgbAt(x, y), 6) + numbers[15]) >> coefficientBits;
}

fn chromaAt(first: i32, x: i32, y: i32) -> i32 {
  let left = 2 * x;
  let right = min(left + 1, numbers[0] - 1);
  let upper = 2 * y;
  let lower = min(upper + 1, numbers[1] - 1);
  let sum = rgbAt(left, upper) + rgbAt(right, upper) + rgbAt(left, lower) + rgbAt(right, lower);
  return (weighted(sum, first) + 4 * numbers[16]) >> (coefficientBits + 2u);
}

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let at = i32(id.x);
  let uWord = numbers[4];
  let vWord = numbers[5];
  if (at >= 2 * vWord - uWord) {
    return;
  }
  let luma = at < uWord;
  let inPlane = at - select(select(uWord, vWord, at >= vWord), 0, luma);
  let stride = select(numbers[3], numbers[2], luma);
  let width = select((numbers[0] + 1) >> 1u, numbers[0], luma);
  let y = inPlane / stride;
  let x = 4 * (inPlane - y * stride);
  var word = 0u;
  for (var i = 0; i < min(4, width - x); i++) {
    var sample = 0;
    if (luma) {
      sample = lumaAt(x + i, y);
    } else {
      sample = chromaAt(select(9, 12, at >= vWord), x + i, y);
    }
    word |= u32(clamp(sample, 0, 255)) << (8u * u32(i));
  }
  planes[at] = word;
}
