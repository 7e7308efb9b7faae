// The likely cells of one output grid of a detector, so that a few hundred bytes are read back and not the network's outputs: a cell whose
// score reaches task.least appends its scores and its row of numbers, as they are, to the kept records. Scores are judged in f32 and
// task.least is a little too low on purpose: the exact judgement, and all arithmetic, is the processor's. What is not finite is kept, so
// that it is seen there.
// Records beyond task.capacity are counted and not written: the reader sees by the count that it has to ask again with more room.
// Bindings: 0 task, 1 first score per cell, 2 second score per cell (read when task.hasSecond), 3 first row part, 4 second row part,
// 5 kept: count of records, count of grids, 2 words of nothing, then per record: grid, cell, scores, row (all f32 as their bits).

struct Task {
  cells: u32,
  grid: u32, // which look and which of its grids this is
  capacity: u32, // records
  recordWords: u32,
  firstLength: u32, // numbers per cell of the two parts of a row
  secondLength: u32,
  hasSecond: u32, // 1: the score is the product of both
  least: f32,
}

@group(0) @binding(0) var<uniform> task: Task;
@group(0) @binding(1) var<storage, read> scores: array<u32>;
@group(0) @binding(2) var<storage, read> otherScores: array<u32>;
@group(0) @binding(3) var<storage, read> firstPart: array<u32>;
@group(0) @binding(4) var<storage, read> secondPart: array<u32>;

struct Kept {
  count: atomic<u32>,
  grids: atomic<u32>,
  padding: vec2<u32>,
  records: array<u32>,
}

@group(0) @binding(5) var<storage, read_write> kept: Kept;

override workgroupX: u32;
override workgroupY: u32;

/// By its bits: a compiler may take it for granted that a float is neither infinite nor NaN.
fn isFinite(bits: u32) -> bool {
  return (bits & 0x7f800000u) != 0x7f800000u;
}

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let cell = id.x;
  if (cell >= task.cells) {
    return;
  }
  if (cell == 0u) {
    atomicAdd(&kept.grids, 1u);
  }
  let score = scores[cell];
  let other = select(0x3f800000u, otherScores[select(0u, cell, task.hasSecond == 1u)], task.hasSecond == 1u);
  if (isFinite(score) && isFinite(other) && bitcast<f32>(score) * bitcast<f32>(other) < task.least) {
    return;
  }
  let place = atomicAdd(&kept.count, 1u);
  if (place >= task.capacity) {
    return;
  }
  let at = place * task.recordWords;
  kept.records[at] = task.grid;
  kept.records[at + 1u] = cell;
  kept.records[at + 2u] = score;
  kept.records[at + 3u] = other;
  for (var i = 0u; i < task.firstLength; i++) {
    kept.records[at + 4u + i] = firstPart[cell * task.firstLength + i];
  }
  for (var i = 0u; i < task.secondLength; i++) {
    kept.records[at + 4u + task.firstLength + i] = secondPart[cell * task.secondLength + i];
  }
}
