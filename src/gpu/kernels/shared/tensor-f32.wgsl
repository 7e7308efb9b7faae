// A tensor of f32: `put` looks a table's value up and writes it.

@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(3) var<storage, read_write> tensor: array<f32>;

fn put(at: i32, value: i32) {
  tensor[at] = values[value];
}
