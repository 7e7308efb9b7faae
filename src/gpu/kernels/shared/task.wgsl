// The first two bindings of every compose kernel: one dispatch's task, and the tables of the frame (frame-tables.ts).
// Planes are packed: four samples a word, first in the low byte, rows and planes beginning at whole words (packed-planes.ts).

struct Task {
  widthPx: u32,
  heightPx: u32,
  lumaStride: u32, // words per row
  chromaStride: u32,
  uWord: u32, // first words of the planes; Y begins at 0
  vWord: u32,
  first: u32, // where in `numbers` the dispatch's list begins (masks, films), and how many it holds
  count: u32,
  firstTile: u32,
  tileCount: u32,
  step: u32, // which pass of several, where a kernel takes several
  padding: u32,
  fill: vec4<u32>, // a whole word of Y, U and V
}

@group(0) @binding(0) var<uniform> task: Task;
@group(0) @binding(1) var<storage, read> numbers: array<i32>;

override workgroupX: u32;
override workgroupY: u32 = 1;

fn planeWidth(plane: u32) -> u32 {
  return select((task.widthPx + 1u) >> 1u, task.widthPx, plane == 0u);
}

fn planeHeight(plane: u32) -> u32 {
  return select((task.heightPx + 1u) >> 1u, task.heightPx, plane == 0u);
}

fn rowWord(plane: u32, y: u32) -> u32 {
  if (plane == 0u) {
    return y * task.lumaStride;
  }
  return select(task.uWord, task.vWord, plane == 2u) + y * task.chromaStride;
}

/// Coverage has one plane for U and V.
fn coverageRowWord(plane: u32, y: u32) -> u32 {
  return rowWord(min(plane, 1u), y);
}

fn byteOf(word: u32, x: u32) -> u32 {
  return (word >> (8u * (x & 3u))) & 255u;
}
