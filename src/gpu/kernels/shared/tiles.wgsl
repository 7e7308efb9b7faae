// Work in tiles: a workgroup is workgroupX words by workgroupY rows of one plane, an invocation owns one word, so nobody else writes it.
// tile = plane | column << 2 | row << 16, in tiles.

struct Place {
  plane: u32,
  wordX: u32,
  y: u32,
  inside: bool,
}

fn placeOf(group: vec3<u32>, groups: vec3<u32>, local: vec3<u32>) -> Place {
  let index = group.x + group.y * groups.x;
  if (index >= task.tileCount) {
    return Place(0u, 0u, 0u, false);
  }
  let tile = u32(numbers[task.firstTile + index]);
  let plane = tile & 3u;
  let wordX = ((tile >> 2u) & 0x3fffu) * workgroupX + local.x;
  let y = (tile >> 16u) * workgroupY + local.y;
  return Place(plane, wordX, y, y < planeHeight(plane) && 4u * wordX < planeWidth(plane));
}
