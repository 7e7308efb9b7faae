// A drawn mask in one plane: rows top to bottom - 1 as spans, and the feather around them (PlaneMask of compose/cpu/planes.ts).

struct Mask {
  top: i32,
  bottom: i32,
  left: i32,
  right: i32,
  spans: i32, // in numbers: hardFrom, hardTo, softFrom, softTo per row
  nearRow: i32, // in numbers: per row, per column; with nearColumn -1 per sample, row after row
  nearColumn: i32,
  kind: i32,
  coverage: i32, // bit that it sets in coverage
  a: i32, // of its fill
  b: i32,
  c: i32,
  d: i32,
  e: i32,
  f: i32,
  g: i32,
}

@group(0) @binding(2) var<storage, read> masks: array<Mask>;

override nearBits: u32;

/// The n-th mask of the dispatch in a plane.
fn maskAt(n: u32, plane: u32) -> u32 {
  return 3u * u32(numbers[task.first + n]) + plane;
}

fn hasRow(mask: u32, y: i32) -> bool {
  return y >= masks[mask].top && y < masks[mask].bottom;
}

/// hardFrom, hardTo, softFrom, softTo of a row that the mask has.
fn spansOf(mask: u32, y: i32) -> vec4<i32> {
  let at = masks[mask].spans + 4 * (y - masks[mask].top);
  return vec4(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]);
}

/// How near the outline a soft sample lies: row term - column term, or a value of its own.
fn nearOf(mask: u32, x: i32, y: i32) -> i32 {
  let row = y - masks[mask].top;
  let column = x - masks[mask].left;
  if (masks[mask].nearColumn < 0) {
    return numbers[masks[mask].nearRow + row * (masks[mask].right - masks[mask].left) + column];
  }
  return numbers[masks[mask].nearRow + row] - numbers[masks[mask].nearColumn + column];
}

/// Blend 0–255 of a sample in the soft span: near²·(3 - 2·near).
fn alphaOf(mask: u32, spans: vec4<i32>, x: i32, y: i32) -> u32 {
  if (x >= spans.x && x < spans.y) {
    return 255u;
  }
  let near = nearOf(mask, x, y);
  let one = 1 << nearBits;
  if (near <= 0) {
    return 0u;
  }
  if (near >= one) {
    return 255u;
  }
  let smoothed = u32(near * near * (3 * one - 2 * near));
  return ((smoothed >> (3u * nearBits - 16u)) * 255u + 0x8000u) >> 16u;
}
