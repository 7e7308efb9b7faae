// A canvas of views of a picture: every canvas pixel shows the last tile that covers it, resampled by tables of taps, or what a canvas before showed
// where its place is held, or the background. A chroma
// sample is the mean, rounded half up, of what its one, two or four pixels show. One invocation owns one word of the canvas.
// Workgroups: words of all three planes along x.
// Bindings: 0 numbers (a head of headInts, tiles of tileInts, held places of heldInts, tables; see place-tiles.ts), 1 picture (packed planes),
// 2 before (packed planes of the canvas's size; anything where nothing is held), 3 canvas (packed planes).

@group(0) @binding(0) var<storage, read> numbers: array<i32>;
@group(0) @binding(1) var<storage, read> picture: array<u32>;
@group(0) @binding(2) var<storage, read> before: array<u32>;
@group(0) @binding(3) var<storage, read_write> canvas: array<u32>;

override workgroupX: u32;
override workgroupY: u32;
override headInts: i32;
override tileInts: i32;
override heldInts: i32;

/// What shows where no tile does.
const ground = -1;
const held = -2;

struct Head {
  widthPx: i32, // of the canvas
  heightPx: i32,
  lumaStride: i32, // words per row, first words of the planes
  chromaStride: i32,
  uWord: i32,
  vWord: i32,
  fromLumaStride: i32, // of the picture
  fromChromaStride: i32,
  fromUWord: i32,
  fromVWord: i32,
  tiles: i32,
  groundY: i32,
  groundU: i32,
  groundV: i32,
  held: i32,
}

fn headOf() -> Head {
  return Head(
    numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7], numbers[8], numbers[9], numbers[10],
    numbers[11], numbers[12], numbers[13], numbers[14],
  );
}

/// The last tile that covers a canvas pixel, as the place of its record in numbers: left, top, right, bottom, turned, then the tables of
/// luma along x and y and of chroma; where there is none, whether a held place shows or the ground.
fn tileAt(head: Head, x: i32, y: i32) -> i32 {
  for (var n = head.tiles - 1; n >= 0; n--) {
    let tile = headInts + n * tileInts;
    if (x >= numbers[tile] && y >= numbers[tile + 1] && x < numbers[tile + 2] && y < numbers[tile + 3]) {
      return tile;
    }
  }
  for (var n = 0; n < head.held; n++) {
    let place = headInts + head.tiles * tileInts + n * heldInts;
    if (x >= numbers[place] && y >= numbers[place + 1] && x < numbers[place + 2] && y < numbers[place + 3]) {
      return held;
    }
  }
  return ground;
}

/// A sample of the canvas before, in a plane that begins at a word.
fn beforeAt(firstWord: i32, stride: i32, x: i32, y: i32) -> i32 {
  return i32((before[firstWord + y * stride + (x >> 2u)] >> (8u * u32(x & 3))) & 255u);
}

fn lumaAt(head: Head, x: i32, y: i32) -> i32 {
  let tile = tileAt(head, x, y);
  if (tile == held) {
    return beforeAt(0, head.lumaStride, x, y);
  }
  if (tile == ground) {
    return head.groundY;
  }
  let across = x - numbers[tile];
  let down = y - numbers[tile + 1];
  let turned = numbers[tile + 4] == 1;
  return sampleAt(0, head.fromLumaStride, numbers[tile + 5], numbers[tile + 6], select(across, down, turned), select(down, across, turned));
}

/// What a tile, the canvas before or the ground has at a canvas chroma sample.
fn chromaOf(head: Head, tile: i32, plane: i32, x: i32, y: i32) -> i32 {
  if (tile == held) {
    return beforeAt(select(head.uWord, head.vWord, plane == 2), head.chromaStride, x, y);
  }
  if (tile == ground) {
    return select(head.groundU, head.groundV, plane == 2);
  }
  let across = x - (numbers[tile] >> 1u);
  let down = y - (numbers[tile + 1] >> 1u);
  let turned = numbers[tile + 4] == 1;
  let word = select(head.fromUWord, head.fromVWord, plane == 2);
  return sampleAt(word, head.fromChromaStride, numbers[tile + 7], numbers[tile + 8], select(across, down, turned), select(down, across, turned));
}

fn chromaAt(head: Head, plane: i32, x: i32, y: i32) -> i32 {
  var sum = 0;
  var pixels = 0;
  var lastTile = -3;
  var last = 0;
  for (var py = 2 * y; py < min(head.heightPx, 2 * y + 2); py++) {
    for (var px = 2 * x; px < min(head.widthPx, 2 * x + 2); px++) {
      let tile = tileAt(head, px, py);
      if (tile != lastTile) {
        lastTile = tile;
        last = chromaOf(head, tile, plane, x, y);
      }
      sum += last;
      pixels += 1;
    }
  }
  return (2 * sum + pixels) / (2 * pixels);
}

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let head = headOf();
  let at = i32(id.x);
  let plane = select(select(0, 1, at >= head.uWord), 2, at >= head.vWord);
  if (at >= 2 * head.vWord - head.uWord) {
    return;
  }
  let stride = select(head.chromaStride, head.lumaStride, plane == 0);
  let width = select((head.widthPx + 1) >> 1u, head.widthPx, plane == 0);
  let inPlane = at - select(select(0, head.uWord, plane == 1), head.vWord, plane == 2);
  let y = inPlane / stride;
  let x = 4 * (inPlane - y * stride);
  var word = 0u;
  for (var i = 0; i < min(4, width - x); i++) {
    var sample = 0;
    if (plane == 0) {
      sample = lumaAt(head, x + i, y);
    } else {
      sample = chromaAt(head, plane, x + i, y);
    }
    word |= u32(sample) << (8u * u32(i));
  }
  canvas[at] = word;
}
