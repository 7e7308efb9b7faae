// Laplace's equation over the unknown cells of a film, coarse to fine, as Membrane of compose/cpu/membrane.ts does it, number for number:
// shrink (mean of the known among four), then per level enlarge (weights 9 3 3 1 of 16) and red-black sweeps (mean of four neighbours).
// One workgroup per film. Bindings: 0 task, 1 numbers (films, see film.wgsl), 2 work (the levels).

@group(0) @binding(2) var<storage, read_write> work: array<i32>;

override sweeps: u32;

fn isKnown(cell: i32) -> bool {
  return (cell & known) != 0;
}

fn shrink(fine: Level, coarse: Level, local: i32) {
  for (var i = local; i < coarse.width * coarse.height; i += i32(workgroupX)) {
    let x = 2 * (i % coarse.width);
    let y = 2 * (i / coarse.width);
    var sum = 0;
    var count = 0;
    for (var fy = y; fy < min(y + 2, fine.height); fy++) {
      for (var fx = x; fx < min(x + 2, fine.width); fx++) {
        let cell = work[fine.at + fy * fine.width + fx];
        if (isKnown(cell)) {
          sum += cell & notKnown;
          count += 1;
        }
      }
    }
    work[coarse.at + i] = select(0, (sum / max(count, 1)) | known, count > 0);
  }
}

fn enlarge(coarse: Level, fine: Level, local: i32) {
  for (var i = local; i < fine.width * fine.height; i += i32(workgroupX)) {
    if (isKnown(work[fine.at + i])) {
      continue;
    }
    let x = i % fine.width;
    let y = i / fine.width;
    let near = coarse.at + (y >> 1u) * coarse.width;
    let far = coarse.at + clamp((y >> 1u) + select(1, -1, (y & 1) == 0), 0, coarse.height - 1) * coarse.width;
    let a = x >> 1u;
    let b = clamp(a + select(1, -1, (x & 1) == 0), 0, coarse.width - 1);
    let beside = (work[near + b] & notKnown) + (work[far + a] & notKnown);
    work[fine.at + i] = (9 * (work[near + a] & notKnown) + 3 * beside + (work[far + b] & notKnown) + 8) >> 4u;
  }
}

fn relax(grid: Level, color: i32, local: i32) {
  let halfWidth = (grid.width + 1) >> 1u;
  for (var i = local; i < halfWidth * grid.height; i += i32(workgroupX)) {
    let y = i / halfWidth;
    let x = 2 * (i % halfWidth) + ((y + color) & 1);
    if (x >= grid.width) {
      continue;
    }
    let at = grid.at + y * grid.width + x;
    if (isKnown(work[at])) {
      continue;
    }
    let left = work[select(at, at - 1, x > 0)] & notKnown;
    let right = work[select(at, at + 1, x < grid.width - 1)] & notKnown;
    let up = work[select(at, at - grid.width, y > 0)] & notKnown;
    let down = work[select(at, at + grid.width, y < grid.height - 1)] & notKnown;
    work[at] = (left + right + up + down + 2) >> 2u;
  }
}

@compute @workgroup_size(workgroupX)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) id: vec3<u32>) {
  let film = filmAt(group.x);
  let local = i32(id.x);
  for (var n = 1; n <= film.depth; n++) {
    shrink(level(film, n - 1), level(film, n), local);
    storageBarrier();
  }
  let top = level(film, film.depth).at;
  if (local == 0 && !isKnown(work[top])) {
    work[top] = (film.grey << filmBits) | known;
  }
  storageBarrier();
  for (var n = film.depth - 1; n >= 0; n--) {
    let grid = level(film, n);
    enlarge(level(film, n + 1), grid, local);
    storageBarrier();
    for (var sweep = 0u; sweep < sweeps; sweep++) {
      relax(grid, 0, local);
      storageBarrier();
      relax(grid, 1, local);
      storageBarrier();
    }
  }
}
