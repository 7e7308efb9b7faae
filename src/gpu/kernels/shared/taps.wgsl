// Resampling by tables of taps in `numbers` (taps, then per output sample its first sample and its weights of 2^-weightBits), both axes summed
// before the one rounding. Needs numbers: array<i32> and picture: array<u32>, packed.

override weightBits: u32;

/// One resampled sample 0–255 of the plane that begins at a word.
fn sampleAt(word: i32, stride: i32, tableX: i32, tableY: i32, column: i32, row: i32) -> i32 {
  let tapsX = numbers[tableX];
  let tapsY = numbers[tableY];
  let x = tableX + 1 + column * (1 + tapsX);
  let y = tableY + 1 + row * (1 + tapsY);
  var sum = 1 << (2u * weightBits - 1u);
  for (var j = 0; j < tapsY; j++) {
    let weight = numbers[y + 1 + j];
    if (weight == 0) {
      continue;
    }
    let line = word + (numbers[y] + j) * stride;
    var across = 0;
    for (var i = 0; i < tapsX; i++) {
      let at = numbers[x] + i;
      across += numbers[x + 1 + i] * i32((picture[line + (at >> 2u)] >> (8u * u32(at & 3))) & 255u);
    }
    sum += weight * across;
  }
  return sum >> (2u * weightBits);
}
