/**
 * The smallest number in `low … high` at which `fails` is true, where it stays true from there on; undefined when it is nowhere.
 * Looks near `low` first (steps double, then halve): what a decoder stumbled over lies close behind what last came out of it, and
 * each question costs decoding up to there.
 */
export async function firstFailing(low: number, high: number, fails: (at: number) => Promise<boolean>): Promise<number | undefined> {
  let good = low - 1;
  let bad = high + 1;
  for (let step = 1; bad > high && good < high; step *= 2) {
    const at = Math.min(good + step, high);
    if (await fails(at)) bad = at;
    else good = at;
  }
  while (bad - good > 1) {
    const at = Math.floor((good + bad) / 2);
    if (await fails(at)) bad = at;
    else good = at;
  }
  return bad > high ? undefined : bad;
}
