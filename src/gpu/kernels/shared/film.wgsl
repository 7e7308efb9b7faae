// The film of `erase` over one cluster of masks in one plane: a grid and its pyramid of halves.
// In numbers, per film: plane, left, top, columns, rows (in cells), cellShift (log2 of the cell's side), where its levels stand,
// depth (number of levels - 1), the grey used when nothing is known. Per level: place in work, width, height.

override filmInts: u32;

struct Film {
  plane: u32,
  left: i32,
  top: i32,
  columns: i32,
  rows: i32,
  cellShift: u32,
  levels: i32,
  depth: i32,
  grey: i32,
}

struct Level {
  at: i32,
  width: i32,
  height: i32,
}

fn filmAt(n: u32) -> Film {
  let at = task.first + n * filmInts;
  return Film(
    u32(numbers[at]), numbers[at + 1u], numbers[at + 2u], numbers[at + 3u], numbers[at + 4u], u32(numbers[at + 5u]),
    numbers[at + 6u], numbers[at + 7u], numbers[at + 8u],
  );
}

fn level(film: Film, n: i32) -> Level {
  let at = film.levels + 3 * n;
  return Level(numbers[at], numbers[at + 1], numbers[at + 2]);
}
