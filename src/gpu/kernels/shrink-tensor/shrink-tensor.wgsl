// A smaller tensor from a larger one of the same picture: each value the mean of the values that it covers, the rest padding. Three planes;
// the picture lies in the top left of both. Sums are in f32: of whole numbers exact, of others within a rounding per value.
// Bindings: 0 numbers (columns + 1 and rows + 1 first covered columns and rows), 1 task, 2 tensor (both lie in it).

struct Task {
  source: u32, // first values
  goal: u32,
  fromWidthPx: u32,
  fromPlane: u32, // values per plane
  widthPx: u32,
  heightPx: u32,
  columns: u32, // of the pixels that hold picture
  rows: u32,
  numbers: u32, // where the starts begin
  padding: f32,
}

@group(0) @binding(0) var<storage, read> numbers: array<u32>;
@group(0) @binding(1) var<uniform> task: Task;
@group(0) @binding(2) var<storage, read_write> tensor: array<f32>;

override workgroupX: u32;
override workgroupY: u32;

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= task.widthPx || id.y >= task.heightPx) {
    return;
  }
  let at = task.goal + (id.z * task.heightPx + id.y) * task.widthPx + id.x;
  if (id.x >= task.columns || id.y >= task.rows) {
    tensor[at] = task.padding;
    return;
  }
  let startsX = task.numbers + id.x;
  let startsY = task.numbers + task.columns + 1u + id.y;
  let left = numbers[startsX];
  let right = max(left + 1u, numbers[startsX + 1u]);
  let top = numbers[startsY];
  let bottom = max(top + 1u, numbers[startsY + 1u]);
  var sum = 0.0;
  for (var y = top; y < bottom; y++) {
    let line = task.source + id.z * task.fromPlane + y * task.fromWidthPx;
    for (var x = left; x < right; x++) {
      sum += tensor[line + x];
    }
  }
  tensor[at] = sum / f32((bottom - top) * (right - left));
}
