// Mean of each cell of a mosaic, rounded half up. One workgroup per cell of one mask in one plane: x, y cell; z mask of the
// dispatch times 3 + plane.
// Fill fields: a, b where numbers hold the first and the end column (row) of each cell column (cell row); c, d cells across and down;
// e the means in work. Bindings: 0 task, 1 numbers, 2 masks, 3 picture, 4 work.

@group(0) @binding(3) var<storage, read> picture: array<u32>;
@group(0) @binding(4) var<storage, read_write> work: array<i32>;

var<workgroup> sum: atomic<u32>;

@compute @workgroup_size(workgroupX)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
  let plane = group.z % 3u;
  let mask = maskAt(group.z / 3u, plane);
  let cell = vec2<i32>(group.xy);
  if (cell.x >= masks[mask].c || cell.y >= masks[mask].d) {
    return;
  }
  let columns = masks[mask].a + 2 * cell.x;
  let rows = masks[mask].b + 2 * cell.y;
  let left = u32(numbers[columns]);
  let width = u32(numbers[columns + 1]) - left;
  let top = u32(numbers[rows]);
  let count = width * (u32(numbers[rows + 1]) - top);
  var part = 0u;
  for (var i = local.x; i < count; i += workgroupX) {
    let x = left + i % width;
    part += byteOf(picture[rowWord(plane, top + i / width) + (x >> 2u)], x);
  }
  atomicAdd(&sum, part);
  workgroupBarrier();
  if (local.x == 0u) {
    let total = atomicLoad(&sum);
    let samples = max(count, 1u);
    work[masks[mask].e + cell.y * masks[mask].c + cell.x] = i32(total / samples + select(0u, 1u, 2u * (total % samples) >= samples));
  }
}
