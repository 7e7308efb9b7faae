// The upright displayed picture as RGBA, alpha 255, nearest samples: channel = clamp((y·Y + …) >> coefficientBits, 0, 255).
// Workgroups: x, y over the upright picture.
// Bindings: 0 numbers (a head of headInts: upright width and height, words per row of luma and chroma, first words of U and V, whether columns run
// along stored y, then y, rv, gu, gv, bu, r0, g0, b0; then the stored column or row of each upright column, and of each row), 1 picture (packed
// planes), 2 rgba (a pixel a word, red in the low byte).

@group(0) @binding(0) var<storage, read> numbers: array<i32>;
@group(0) @binding(1) var<storage, read> picture: array<u32>;
@group(0) @binding(2) var<storage, read_write> rgba: array<u32>;

override workgroupX: u32;
override workgroupY: u32;
override headInts: i32;
override coefficientBits: u32;

fn byteAt(line: i32, x: i32) -> i32 {
  return i32((picture[line + (x >> 2u)] >> (8u * u32(x & 3))) & 255u);
}

fn channel(sum: i32) -> u32 {
  return u32(clamp(sum >> coefficientBits, 0, 255));
}

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let at = vec2<i32>(id.xy);
  let width = numbers[0];
  if (at.x >= width || at.y >= numbers[1]) {
    return;
  }
  let column = numbers[headInts + at.x];
  let row = numbers[headInts + width + at.y];
  let turned = numbers[6] == 1;
  let x = select(column, row, turned);
  let y = select(row, column, turned);
  let luma = byteAt(y * numbers[2], x) * numbers[7];
  let u = byteAt(numbers[4] + (y >> 1u) * numbers[3], x >> 1u);
  let v = byteAt(numbers[5] + (y >> 1u) * numbers[3], x >> 1u);
  let red = channel(luma + v * numbers[8] + numbers[12]);
  let green = channel(luma + u * numbers[9] + v * numbers[10] + numbers[13]);
  let blue = channel(luma + u * numbers[11] + numbers[14]);
  rgba[at.y * width + at.x] = red | (green << 8u) | (blue << 16u) | 0xff000000u;
}
