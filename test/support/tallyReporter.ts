import { writeFileSync } from 'node:fs';
import { reporters, type MochaOptions, type Runner } from 'mocha';

/** Mocha's spec report, and at its end the counts as JSON in the file that the option `tally` names. */
class TallyReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const path = (options.reporterOptions as { readonly tally?: string } | undefined)?.tally;
    if (path === undefined) throw new Error('The tally reporter needs --reporter-option tally=FILE.');
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(path, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
}

export = TallyReporter;
