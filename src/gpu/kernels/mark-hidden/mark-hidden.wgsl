// Which samples the masks hide: ORs every mask's coverage bit into the samples of its hard spans.
// Bindings: 0 task, 1 numbers, 2 masks, 3 coverage (packed like Y and U; V shares U's). Tiles of planes 0 and 1; unvisited words stay 0.

@group(0) @binding(3) var<storage, read_write> coverage: array<u32>;

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
  let place = placeOf(group, groups, local);
  if (!place.inside) {
    return;
  }
  let y = i32(place.y);
  let x0 = i32(4u * place.wordX);
  var word = 0u;
  for (var n = 0u; n < task.count; n++) {
    let mask = maskAt(n, place.plane);
    if (!hasRow(mask, y)) {
      continue;
    }
    let spans = spansOf(mask, y);
    let bit = u32(masks[mask].coverage);
    for (var i = 0; i < 4; i++) {
      if (x0 + i >= spans.x && x0 + i < spans.y) {
        word |= bit << u32(8 * i);
      }
    }
  }
  coverage[coverageRowWord(place.plane, place.y) + place.wordX] = word;
}
