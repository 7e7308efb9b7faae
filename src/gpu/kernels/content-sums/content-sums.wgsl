// Sums over the luma of one picture: its histogram, samples on an edge (|Gx| + |Gy| of Sobel's operator from edgeMin on, border samples repeated),
// and the blocks' variances ⌊(n·Σx² - (Σx)²) / n²⌋, 64 bits. In two levels: a workgroup sums in its own memory, then adds to the totals; whole
// numbers, so the order of the additions does not matter. One invocation per block of blockPx by blockPx samples.
// Workgroups: x, y over the blocks.
// Bindings: 0 numbers (width, height, words per row), 1 picture (packed planes), 2 sums (0 before): histogram, edges, variances low and high.

@group(0) @binding(0) var<storage, read> numbers: array<i32>;
@group(0) @binding(1) var<storage, read> picture: array<u32>;
@group(0) @binding(2) var<storage, read_write> sums: array<atomic<u32>>;

override workgroupX: u32;
override workgroupY: u32;
override blockPx: i32;
override edgeMin: i32;

const levels = 256u;
var<workgroup> histogram: array<atomic<u32>, levels>;
var<workgroup> edges: atomic<u32>;
var<workgroup> variances: atomic<u32>;

/// The sample nearest to a place.
fn sampleAt(x: i32, y: i32) -> i32 {
  let column = clamp(x, 0, numbers[0] - 1);
  let row = clamp(y, 0, numbers[1] - 1);
  return i32((picture[row * numbers[2] + (column >> 2u)] >> (8u * u32(column & 3))) & 255u);
}

fn isEdge(x: i32, y: i32) -> bool {
  let a = sampleAt(x - 1, y - 1);
  let b = sampleAt(x + 1, y - 1);
  let c = sampleAt(x - 1, y + 1);
  let d = sampleAt(x + 1, y + 1);
  let gx = b + d - a - c + 2 * (sampleAt(x + 1, y) - sampleAt(x - 1, y));
  let gy = c + d - a - b + 2 * (sampleAt(x, y + 1) - sampleAt(x, y - 1));
  return abs(gx) + abs(gy) >= edgeMin;
}

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let left = i32(id.x) * blockPx;
  let top = i32(id.y) * blockPx;
  let right = min(numbers[0], left + blockPx);
  let bottom = min(numbers[1], top + blockPx);
  var edgesHere = 0u;
  var sum = 0u;
  var squares = 0u;
  for (var y = top; y < bottom; y++) {
    for (var x = left; x < right; x++) {
      let value = u32(sampleAt(x, y));
      sum += value;
      squares += value * value;
      atomicAdd(&histogram[value], 1u);
      edgesHere += select(0u, 1u, isEdge(x, y));
    }
  }
  if (right > left && bottom > top) {
    let count = u32((right - left) * (bottom - top));
    atomicAdd(&edges, edgesHere);
    atomicAdd(&variances, (count * squares - sum * sum) / (count * count));
  }
  workgroupBarrier();
  for (var level = local; level < levels; level += workgroupX * workgroupY) {
    let count = atomicLoad(&histogram[level]);
    if (count > 0u) {
      atomicAdd(&sums[level], count);
    }
  }
  if (local == 0u) {
    atomicAdd(&sums[levels], atomicLoad(&edges));
    let more = atomicLoad(&variances);
    let before = atomicAdd(&sums[levels + 1u], more);
    if (before > 0xffffffffu - more) {
      atomicAdd(&sums[levels + 2u], 1u);
    }
  }
}
