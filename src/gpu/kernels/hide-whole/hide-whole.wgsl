// A frame hidden whole: every word of every plane becomes the plane's grey (task.fill). Reads nothing of the picture.
// Bindings: 0 task, 1 numbers (unused), 2 picture.

@group(0) @binding(2) var<storage, read_write> picture: array<u32>;

@compute @workgroup_size(workgroupX)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let end = 2u * task.vWord - task.uWord; // U and V are of one size
  for (var word = id.x; word < end; word += groups.x * workgroupX) {
    picture[word] = select(select(task.fill.z, task.fill.y, word < task.vWord), task.fill.x, word < task.uWord);
  }
}
