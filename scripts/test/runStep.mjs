import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { addCounts } from './summary.mjs';

/**
 * Runs one step; what its commands write is shown as it comes.
 * @param {import('./steps.mjs').Step} step
 * @returns {Promise<import('./summary.mjs').StepResult>}
 */
export async function runStep(step) {
  const startedAt = performance.now();
  const timeLimitMs = step.timeLimitMinutes * 60_000;
  const counts = [];
  for (const { title, command } of step.checks) {
    const passed = await succeeds(command, timeLimitMs);
    console.log(`${passed ? '✔' : '✘'} ${title}`);
    counts.push({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });
  }
  if (step.mocha !== undefined) counts.push(await runMocha(step, timeLimitMs));
  return { name: step.name, timeMs: performance.now() - startedAt, counts: addCounts(counts) };
}

/** Each worker may have a debugger with a kernel's debug information in memory. */
const maxJobs = 4;

/**
 * @param {import('./steps.mjs').Step} step
 * @param {number} timeLimitMs
 * @returns {Promise<import('./summary.mjs').Counts>}
 */
async function runMocha({ mocha: files = '', parallel = false }, timeLimitMs) {
  const folder = mkdtempSync(join(tmpdir(), 'vmcore-test-'));
  const tally = join(folder, 'tally.json');
  const reporter = ['--reporter', 'out/test/support/tallyReporter.js', '--reporter-option', `tally=${tally}`];
  const jobs = parallel ? ['--parallel', '--jobs', `${Math.min(maxJobs, availableParallelism())}`] : [];
  const passed = await succeeds(['mocha', ...reporter, ...jobs, files], timeLimitMs);
  const counts = readTally(tally);
  rmSync(folder, { recursive: true });
  // Mocha that dies, or finds no test, must not look like success.
  return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * @param {string} path
 * @returns {import('./summary.mjs').Counts}
 */
function readTally(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    console.error(`Mocha left no counts: ${error instanceof Error ? error.message : error}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/**
 * Whether the command ends with 0 in time. It gets a process group of its own, so that stopping it
 * stops what it started, too.
 * @param {readonly string[]} command
 * @param {number} timeLimitMs
 */
async function succeeds([program = '', ...args], timeLimitMs) {
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      CI: 'true',
      PATH: `${resolve('node_modules/.bin')}${delimiter}${process.env['PATH']}`,
    },
  });
  const endGroup = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  const timer = setTimeout(() => {
    console.error(`${program} took more than ${timeLimitMs / 60_000} minutes and was stopped.`);
    endGroup();
  }, timeLimitMs);
  process.once('exit', endGroup);
  const [code] = await once(child, 'exit');
  clearTimeout(timer);
  process.off('exit', endGroup);
  return code === 0;
}
