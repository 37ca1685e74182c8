const mostCircumstances = 8;

/**
 * Answers that are worth keeping until the next round of the same questions. An edit changes one line, so nearly
 * everything that is asked of a text was answered in the round before, and lines that repeat each other are answered
 * once. What the last round did not ask is forgotten with it.
 */
export class LastRound<Answer> {
  private readonly kept = new Map<string, ReadonlyMap<string, Answer>>();

  /** Begins a round; answers of one are right only under the same circumstances, such as a release. */
  begin(circumstances: string): (question: string, answer: () => Answer) => Answer {
    const before = this.kept.get(circumstances);
    const now = new Map<string, Answer>();
    if (this.kept.size >= mostCircumstances) this.kept.clear();
    this.kept.set(circumstances, now);
    return (question, answer) => {
      const known = now.get(question);
      if (known !== undefined) return known;
      const given = before?.get(question) ?? answer();
      now.set(question, given);
      return given;
    };
  }
}
