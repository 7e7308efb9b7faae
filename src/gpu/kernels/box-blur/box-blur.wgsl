// One box pass over a mask's rectangle, along rows or columns, end samples repeated: out = ⌊(Σ of 2r + 1 samples + ⌊(2r + 1) / 2⌋) / (2r + 1)⌋.
// x: line, y: run of `runPx` samples, which one invocation slides over; z: mask of the dispatch times 3 + plane.
// The first pass reads the picture, the others the area that the pass before wrote. Fill fields: a, b the two areas in work; c radius.
// Bindings: 0 task, 1 numbers, 2 masks, 3 picture, 4 work.

@group(0) @binding(3) var<storage, read> picture: array<u32>;
@group(0) @binding(4) var<storage, read_write> work: array<i32>;

override runPx: u32;
override passes: u32;

fn sampleAt(mask: u32, plane: u32, x: i32, y: i32) -> i32 {
  if (task.step == 0u) {
    let column = u32(masks[mask].left + x);
    return i32(byteOf(picture[rowWord(plane, u32(masks[mask].top + y)) + (column >> 2u)], column));
  }
  let area = select(masks[mask].b, masks[mask].a, (task.step & 1u) == 1u);
  return work[area + y * (masks[mask].right - masks[mask].left) + x];
}

@compute @workgroup_size(workgroupX)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let plane = id.z % 3u;
  let mask = maskAt(id.z / 3u, plane);
  let width = masks[mask].right - masks[mask].left;
  let height = masks[mask].bottom - masks[mask].top;
  let alongRows = task.step < passes;
  let lines = select(width, height, alongRows);
  let length = select(height, width, alongRows);
  let line = i32(id.x);
  let begin = i32(id.y * runPx);
  if (line >= lines || begin >= length) {
    return;
  }
  let along = select(vec2(0, 1), vec2(1, 0), alongRows);
  let start = select(vec2(line, 0), vec2(0, line), alongRows);
  let last = length - 1;
  let radius = masks[mask].c;
  let size = 2 * radius + 1;
  let area = select(masks[mask].a, masks[mask].b, (task.step & 1u) == 1u);
  var sum = size >> 1u;
  for (var i = begin - radius; i <= begin + radius; i++) {
    let at = start + along * clamp(i, 0, last);
    sum += sampleAt(mask, plane, at.x, at.y);
  }
  for (var i = begin; i < min(begin + i32(runPx), length); i++) {
    let to = start + along * i;
    work[area + to.y * width + to.x] = sum / size;
    let enters = start + along * min(i + radius + 1, last);
    let leaves = start + along * max(i - radius, 0);
    sum += sampleAt(mask, plane, enters.x, enters.y) - sampleAt(mask, plane, leaves.x, leaves.y);
  }
}
