import { cpus } from 'node:os';
import { races } from './contenders';
import { timeOfSessions } from './debugSessions';
import { timeOfChanges } from './kdumpConf';
import { measure, type Measurement } from './measure';
import { figuresOfPanels } from './panels';

const rounds = 9;

/** Prints the figures, and asserts nothing: a slow machine is no defect. */
async function main(): Promise<void> {
  const [cpu] = cpus();
  say(
    `node ${process.version}, ${cpus().length} × ${cpu?.model ?? 'unknown cpu'}, median of ${rounds} runs\n`,
  );
  for (const { title, contenders } of await races()) {
    say(title);
    const measurements = measure(contenders, rounds);
    const [first] = measurements;
    for (const measurement of measurements) say(row(measurement, first?.medianMs ?? 1));
    say('');
  }
  say(
    'A debug session on true kdump as ELF, 640 MiB machine, vmlinux of 590 MB; peak memory of each process',
  );
  for (const { title, medianMs, memoryMiB } of await timeOfSessions()) {
    const memory = Object.entries(memoryMiB).map(
      ([name, mebibytes]) => `${name} ${mebibytes.toFixed(0)} MiB`,
    );
    say(`  ${title.padEnd(38)}  ${medianMs.toFixed(0).padStart(7)} ms  ${memory.join(', ')}`);
  }
  say('');
  say('Views of a machine with 20,000 tasks and 500,000 log records, in VS Code');
  for (const { view, firstPaintMs, wholeMs, frameMs, heapMiB, hostMiB } of await figuresOfPanels()) {
    const { median, p95, worst } = frameMs;
    const frames = `frames ${median.toFixed(0)} ms, 95 % ${p95.toFixed(0)}, worst ${worst.toFixed(0)}`;
    const times = `first rows ${firstPaintMs.toFixed(0)} ms, all ${wholeMs.toFixed(0)} ms`;
    say(
      `  ${view.padEnd(28)}  ${times}, ${frames}, page ${heapMiB.toFixed(0)} MiB, host ${hostMiB.toFixed(0)} MiB`,
    );
  }
  say('');
  say('kdump.conf of 10,000 lines: all answers after one change');
  for (const { file, target, firstMs, medianMs } of timeOfChanges())
    say(
      `  ${file.padEnd(37)}  ${target.padEnd(21)}  ${medianMs.toFixed(1).padStart(7)} ms, at first ${firstMs.toFixed(0)} ms`,
    );
}

function row({ name, medianMs, bestMs, peakMemoryMiB }: Measurement, baseMs: number): string {
  const columns = [
    name.padEnd(28),
    `${medianMs.toFixed(0).padStart(7)} ms`,
    `best ${bestMs.toFixed(0).padStart(6)} ms`,
    `${(medianMs / baseMs).toFixed(1).padStart(6)} × node`,
    `${peakMemoryMiB.toFixed(0).padStart(6)} MiB`,
  ];
  return `  ${columns.join('  ')}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
