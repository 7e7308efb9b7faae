// The ground of `erase`: per cell of a film's grid the mean of the samples that no mask hides, in units of 2^-filmBits, rounded down,
// with `known` set; 0 where all are hidden. Hidden samples are masked out before they are added.
// Bindings: 0 task, 1 numbers (films, see film.wgsl), 2 picture, 3 coverage, 4 work (level 0 of each film).

@group(0) @binding(2) var<storage, read> picture: array<u32>;
@group(0) @binding(3) var<storage, read> coverage: array<u32>;
@group(0) @binding(4) var<storage, read_write> work: array<i32>;

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let film = filmAt(id.y);
  let cell = i32(id.x);
  if (cell >= film.columns * film.rows) {
    return;
  }
  let left = u32((film.left + cell % film.columns) << film.cellShift);
  let top = u32((film.top + cell / film.columns) << film.cellShift);
  let right = min(planeWidth(film.plane), left + (1u << film.cellShift));
  let bottom = min(planeHeight(film.plane), top + (1u << film.cellShift));
  var sum = 0u;
  var count = 0u;
  for (var y = top; y < bottom; y++) {
    let pictureRow = rowWord(film.plane, y);
    let coverageRow = coverageRowWord(film.plane, y);
    for (var x = left; x < right; x++) {
      if (byteOf(coverage[coverageRow + (x >> 2u)], x) == 0u) {
        sum += byteOf(picture[pictureRow + (x >> 2u)], x);
        count += 1u;
      }
    }
  }
  var value = 0;
  if (count > 0u) {
    // In two steps, so that the shift cannot overflow.
    value = i32(((sum / count) << filmBits) + ((sum % count) << filmBits) / count) | known;
  }
  work[level(film, 0).at + cell] = value;
}
