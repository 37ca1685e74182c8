/** Long work that stops between its steps, so that whoever has it done may let others in between. */
export type Steps<Result> = Generator<unknown, Result>;

/** Does all of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same steps, each handed on as what `map` makes of it. */
export function* mapSteps<From, To, Result>(
  steps: Generator<From, Result>,
  map: (step: From) => To,
): Generator<To, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield map(step.value);
  }
}
