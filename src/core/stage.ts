/**
 * Maps items through `work`, at most `concurrency` at a time, and yields the results in the order of the items.
 * Pulls a further item only when there is room. When the consumer stops or anything fails, results that are still
 * under way go to `discard`, and the source is closed. A failure surfaces in its item's place.
 */
export async function* mapOrdered<T, R>(
  source: AsyncIterable<T>,
  concurrency: number,
  work: (item: T) => Promise<R>,
  discard: (result: R) => void = () => undefined,
): AsyncGenerator<R, void, undefined> {
  const underWay: Promise<R>[] = [];
  const iterator = source[Symbol.asyncIterator]();
  let exhausted = false;
  try {
    for (;;) {
      while (!exhausted && underWay.length < concurrency) {
        const next = await iterator.next();
        if (next.done === true) {
          exhausted = true;
          break;
        }
        const result = work(next.value);
        result.catch(() => undefined); // it is awaited below; until then it must not count as unhandled
        underWay.push(result);
      }
      const first = underWay.shift();
      if (first === undefined) return;
      yield await first;
    }
  } finally {
    await Promise.allSettled(underWay.map((result) => result.then(discard)));
    if (!exhausted) await iterator.return?.();
  }
}
