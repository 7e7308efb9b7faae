// Puts the fills' samples through the masks, in the order of the dispatch: hard samples are replaced without being used, soft ones become
// round((old·(255 - alpha) + new·alpha) / 255). A cosmetic fill leaves alone what a safe mask covers.
// Fill fields by kind: flat — a value. film — a, b left and top (samples), c log2 of the cell's side, d columns, e rows, f level 0 in work.
// image — a first byte in images, b width, c height, d, e where numbers hold the place in the picture per column and per row (in units of
// 2^-imageBits samples; from the mask's left and top on), f 1 when columns run down the picture. cells — c cells across, e the means in
// work, f, g where numbers hold the cell of each column and row. area — d the area in work.
// Bindings: 0 task, 1 numbers, 2 masks, 3 coverage, 4 work, 5 images (bytes), 6 picture.

@group(0) @binding(3) var<storage, read> coverage: array<u32>;
@group(0) @binding(4) var<storage, read> work: array<i32>;
@group(0) @binding(5) var<storage, read> images: array<u32>;
@group(0) @binding(6) var<storage, read_write> picture: array<u32>;

override imageBits: u32;
override safeBit: u32;
override kindFlat: i32;
override kindFilm: i32;
override kindImage: i32;
override kindCells: i32;

/// Between the rows of cells around y, at cell column i; half a unit is added because shifting truncates.
fn filmColumn(mask: u32, i: i32, y: i32) -> i32 {
  let shift = u32(masks[mask].c);
  let doubled = 2 * (y - masks[mask].b) + 1 - (1 << shift);
  let upper = doubled >> (shift + 1u);
  let share = doubled - (upper << (shift + 1u));
  let columns = masks[mask].d;
  let above = work[masks[mask].f + max(0, upper) * columns + i] & notKnown;
  let below = work[masks[mask].f + min(masks[mask].e - 1, upper + 1) * columns + i] & notKnown;
  return ((above * ((2 << shift) - share) + below * share) >> (shift + 1u)) + (1 << (filmBits - 1u));
}

fn filmAt(mask: u32, x: i32, y: i32) -> i32 {
  let shift = u32(masks[mask].c);
  let fromCentre = x - masks[mask].a - ((1 << shift) >> 1u);
  let i = fromCentre >> shift;
  let here = filmColumn(mask, max(0, i), y);
  let slope = (filmColumn(mask, min(masks[mask].d - 1, i + 1), y) - here) / (1 << shift);
  let steps = fromCentre - (i << shift);
  return (here + slope * steps + select(slope / 2, 0, shift == 0u)) >> filmBits;
}

fn imageByte(mask: u32, x: i32, y: i32) -> i32 {
  let at = u32(masks[mask].a + y * masks[mask].b + x);
  return i32(byteOf(images[at >> 2u], at));
}

fn imageAt(mask: u32, column: i32, row: i32) -> i32 {
  let alongX = numbers[masks[mask].d + column - masks[mask].left];
  let alongY = numbers[masks[mask].e + row - masks[mask].top];
  let turned = masks[mask].f == 1;
  let u = select(alongX, alongY, turned);
  let v = select(alongY, alongX, turned);
  let one = 1 << imageBits;
  let x = u >> imageBits;
  let y = v >> imageBits;
  let fx = u & (one - 1);
  let fy = v & (one - 1);
  let right = min(x + 1, masks[mask].b - 1);
  let below = min(y + 1, masks[mask].c - 1);
  let upper = imageByte(mask, x, y) * (one - fx) + imageByte(mask, right, y) * fx;
  let lower = imageByte(mask, x, below) * (one - fx) + imageByte(mask, right, below) * fx;
  return (upper * (one - fy) + lower * fy + (1 << (2u * imageBits - 1u))) >> (2u * imageBits);
}

fn fillAt(mask: u32, x: i32, y: i32) -> i32 {
  let kind = masks[mask].kind;
  if (kind == kindFlat) {
    return masks[mask].a;
  }
  if (kind == kindFilm) {
    return filmAt(mask, x, y);
  }
  if (kind == kindImage) {
    return imageAt(mask, x, y);
  }
  let column = x - masks[mask].left;
  let row = y - masks[mask].top;
  if (kind == kindCells) {
    return work[masks[mask].e + numbers[masks[mask].g + row] * masks[mask].c + numbers[masks[mask].f + column]];
  }
  return work[masks[mask].d + row * (masks[mask].right - masks[mask].left) + column];
}

@compute @workgroup_size(workgroupX, workgroupY)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
  let place = placeOf(group, groups, local);
  if (!place.inside) {
    return;
  }
  let y = i32(place.y);
  let at = rowWord(place.plane, place.y) + place.wordX;
  let covered = coverage[coverageRowWord(place.plane, place.y) + place.wordX];
  let before = picture[at];
  var word = before;
  for (var n = 0u; n < task.count; n++) {
    let mask = maskAt(n, place.plane);
    if (!hasRow(mask, y)) {
      continue;
    }
    let spans = spansOf(mask, y);
    let cosmetic = (u32(masks[mask].coverage) & safeBit) == 0u;
    for (var i = 0u; i < 4u; i++) {
      let x = i32(4u * place.wordX + i);
      if (x < spans.z || x >= spans.w || (cosmetic && (byteOf(covered, i) & safeBit) != 0u)) {
        continue;
      }
      let alpha = alphaOf(mask, spans, x, y);
      let mixed = (byteOf(word, i) * (255u - alpha) + u32(fillAt(mask, x, y)) * alpha + 127u) / 255u;
      word = (word & ~(255u << (8u * i))) | (mixed << (8u * i));
    }
  }
  if (word != before) {
    picture[at] = word;
  }
}
