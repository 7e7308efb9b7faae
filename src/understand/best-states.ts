/**
 * The state of every step with the largest sum of gains less the costs of its changes, by dynamic programming (Viterbi, IEEE Trans. Inf. Theory
 * 13(2), 1967). Gains: one for each state at each step.
 */
export function bestStates(gains: readonly (readonly number[])[], changeCost: number): number[] {
  let sums = (gains[0] ?? []).slice();
  const cameFrom: number[][] = [];
  for (const gain of gains.slice(1)) {
    const best = sums.indexOf(Math.max(...sums));
    const from = sums.map((sum, state) => ((sums[best] as number) - changeCost > sum ? best : state));
    sums = gain.map((each, state) => each + (from[state] === state ? (sums[state] as number) : (sums[best] as number) - changeCost));
    cameFrom.push(from);
  }
  const states = [sums.indexOf(Math.max(...sums))];
  for (const from of cameFrom.toReversed()) states.push(from[states.at(-1) as number] as number);
  return states.toReversed();
}
