// Lines, boxes and labels drawn over a picture, in order: sample = round((old·(255 - alpha) + color·alpha) / 255); a luma sample's alpha is how
// much the mark covers of its pixel times its opacity, a chroma sample's the mean of its one, two or four pixels, rounded half up.
// Workgroups: one per tile (workgroupX words by workgroupY rows of one plane) that marks reach, along x and y; each goes through its own list.
// Bindings: 0 numbers (see draw-marks.ts), 1 shapes (labels' coverage, bytes), 2 picture (packed planes).

@group(0) @binding(0) var<storage, read> numbers: array<i32>;
@group(0) @binding(1) var<storage, read> shapes: array<u32>;
@group(0) @binding(2) var<storage, read_write> picture: array<u32>;

override workgroupX: u32;
override workgroupY: u32;
override headInts: i32;
override tileInts: i32;
override markInts: i32;
override markBits: u32;
override directionBits: u32;
override kindLine: i32;
override kindBox: i32;

fn within(distance: i32, half: i32) -> i32 {
  let one = 1 << markBits;
  return max(0, min(min(half + (one >> 1u) - abs(distance), one), 2 * half));
}

/// Of 2^markBits; the fields as mark-layout.ts has them.
fn lineCoverage(fields: i32, x: i32, y: i32) -> i32 {
  let px = 2 * (x - numbers[fields]) + 1;
  let py = 2 * (y - numbers[fields + 1]) + 1;
  let dx = numbers[fields + 2];
  let dy = numbers[fields + 3];
  let shift = directionBits + 1u - markBits;
  let along = ((px * dx + py * dy) >> shift) - numbers[fields + 4];
  let across = ((py * dx - px * dy) >> shift) - numbers[fields + 5];
  return (within(along, numbers[fields + 6]) * within(across, numbers[fields + 7])) >> markBits;
}

fn overlap(pixel: i32, low: i32, high: i32) -> i32 {
  let one = 1 << markBits;
  return max(0, min((pixel + 1) * one, high) - max(pixel * one, low));
}

fn boxCoverage(fields: i32, x: i32, y: i32) -> i32 {
  let outer = (overlap(x, numbers[fields], numbers[fields + 2]) * overlap(y, numbers[fields + 1], numbers[fields + 3])) >> markBits;
  return outer - ((overlap(x, numbers[fields + 4], numbers[fields + 6]) * overlap(y, numbers[fields + 5], numbers[fields + 7])) >> markBits);
}

/// How much of its colour a pixel takes, 0–255. A mark: kind, colour of Y, U, V, opacity, left, top, right, bottom, first byte of its shape, fields.
fn markAlpha(mark: i32, x: i32, y: i32) -> i32 {
  if (x < numbers[mark + 5] || y < numbers[mark + 6] || x >= numbers[mark + 7] || y >= numbers[mark + 8]) {
    return 0;
  }
  let fields = mark + 10;
  let opacity = numbers[mark + 4];
  if (numbers[mark] == kindLine) {
    return (lineCoverage(fields, x, y) * opacity + (1 << (markBits - 1u))) >> markBits;
  }
  if (numbers[mark] == kindBox) {
    return (boxCoverage(fields, x, y) * opacity + (1 << (markBits - 1u))) >> markBits;
  }
  let at = u32(numbers[mark + 9] + (y - numbers[fields + 1]) * numbers[fields + 2] + x - numbers[fields]);
  return (i32((shapes[at >> 2u] >> (8u * (at & 3u))) & 255u) * opacity + 127) / 255;
}

fn chromaAlpha(mark: i32, x: i32, y: i32) -> i32 {
  var sum = 0;
  var pixels = 0;
  for (var py = 2 * y; py < min(numbers[1], 2 * y + 2); py++) {
    for (var px = 2 * x; px < min(numbers[0], 2 * x + 2); px++) {
      sum += markAlpha(mark, px, py);
      pixels += 1;
    }
  }
  return (2 * sum + pixels) / (2 * pixels);
}

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
  // Head: width, height, luma stride, chroma stride, U's and V's first words, tiles, where marks begin. A tile: plane | column << 2 | row << 16,
  // then where its list of marks is and how many it holds.
  let index = i32(group.x + group.y * groups.x);
  if (index >= numbers[6]) {
    return;
  }
  let tile = headInts + index * tileInts;
  let code = numbers[tile];
  let plane = code & 3;
  let wordX = ((code >> 2u) & 0x3fff) * i32(workgroupX) + i32(local.x);
  let y = (code >> 16u) * i32(workgroupY) + i32(local.y);
  let luma = plane == 0;
  let width = select((numbers[0] + 1) >> 1u, numbers[0], luma);
  if (4 * wordX >= width || y >= select((numbers[1] + 1) >> 1u, numbers[1], luma)) {
    return;
  }
  let at = select(select(numbers[4], numbers[5], plane == 2), 0, luma) + y * select(numbers[3], numbers[2], luma) + wordX;
  let before = picture[at];
  var word = before;
  for (var n = 0; n < numbers[tile + 2]; n++) {
    let mark = numbers[7] + numbers[numbers[tile + 1] + n] * markInts;
    let color = numbers[mark + 1 + plane];
    for (var i = 0; i < min(4, width - 4 * wordX); i++) {
      let x = 4 * wordX + i;
      var alpha = 0;
      if (luma) {
        alpha = markAlpha(mark, x, y);
      } else {
        alpha = chromaAlpha(mark, x, y);
      }
      let shift = 8u * u32(i);
      let old = i32((word >> shift) & 255u);
      let mixed = u32((old * (255 - alpha) + color * alpha + 127) / 255);
      word = (word & ~(255u << shift)) | (mixed << shift);
    }
  }
  if (word != before) {
    picture[at] = word;
  }
}
