// A tensor of halves, two a word (first in the low half), the table's values being their bits: nothing is computed in f16, so no adapter needs
// `shader-f16` for it and all give the same bits. Both halves of a word may come from different invocations, so the tensor must be 0 before.

@group(0) @binding(1) var<storage, read> values: array<u32>;
@group(0) @binding(3) var<storage, read_write> tensor: array<atomic<u32>>;

fn put(at: i32, value: i32) {
  atomicOr(&tensor[at >> 1u], values[value] << (16u * u32(at & 1)));
}
