/** Lets a pump sleep until a callback (dequeue, output, error, abort) gives it reason to look again. */
export class Wakeup {
  #waiting: (() => void)[] = [];

  wake(): void {
    for (const resume of this.#waiting.splice(0)) resume();
  }

  /** Resolves at the next `wake`. */
  wait(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
