import { mkdir, rename, writeFile } from 'node:fs/promises';
import { catalog } from './catalog';
import type { CatalogEntry } from './catalogEntry';
import { labFolder, removeAbandoned, say } from './cacheFolder';
import { indexPath, listedDumps, type LabDump } from './labDump';

/** `main.js [--bench] [name…]`: makes the named dumps, or all (with --bench those for the benchmark, too). */
async function main(argv: readonly string[]): Promise<void> {
  const names = argv.filter((argument) => !argument.startsWith('--'));
  const unknown = names.filter((name) => !catalog.some((entry) => entry.name === name));
  if (unknown.length > 0) {
    const known = catalog.map(({ name }) => name).join('\n  ');
    throw new Error(`The lab knows no dump ${unknown.join(', ')}, but these:\n  ${known}`);
  }
  const wanted = catalog.filter(({ name, forBenchmark }) =>
    names.length > 0 ? names.includes(name) : !forBenchmark || argv.includes('--bench'),
  );
  const started = performance.now();
  await removeAbandoned();
  const failures = await makeAll(wanted);
  say(
    `${wanted.length - failures.length} of ${wanted.length} dumps in ${seconds(started)} s, listed in ${indexPath}`,
  );
  for (const failure of failures) say(failure);
  if (failures.length > 0) process.exitCode = 1;
}

/** One dump that cannot be made does not keep the others from being made; the failures come back as text. */
async function makeAll(entries: readonly CatalogEntry[]): Promise<string[]> {
  const failures: string[] = [];
  const made = await Promise.all(
    entries.map(async (entry) => {
      try {
        const dump = await entry.make();
        return entry.forBenchmark ? { ...dump, isLarge: true as const } : dump;
      } catch (error) {
        failures.push(
          `${entry.name} could not be made: ${error instanceof Error ? error.message : String(error)}`,
        );
        return undefined;
      }
    }),
  );
  await writeIndex(made.filter((dump) => dump !== undefined));
  return failures;
}

/** Dumps of earlier runs stay listed. */
async function writeIndex(made: readonly LabDump[]): Promise<void> {
  const kept = listedDumps().filter(
    ({ name }) => catalog.some((entry) => entry.name === name) && !made.some((dump) => dump.name === name),
  );
  await mkdir(labFolder, { recursive: true });
  await writeFile(`${indexPath}.new`, `${JSON.stringify([...kept, ...made], undefined, 2)}\n`);
  await rename(`${indexPath}.new`, indexPath);
}

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);

main(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
