import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The lab's cache: every artefact (an unpacked package, a machine's dump) is one folder whose name carries a hash of
 * everything that went into it. A folder that exists is whole: it is made under another name and renamed at the end,
 * so an interrupted build leaves nothing that looks finished, and nothing in a finished folder ever changes.
 */
export const labFolder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'vmcore-lab');

/** Raised when the way artefacts are made changes without any of their recorded inputs changing. */
const RECIPE_VERSION = 1;

export type RecipeInputs = Readonly<Record<string, unknown>>;

const artefacts = join(labFolder, 'artefacts');
const UNFINISHED = '.unfinished-';

const inFlight = new Map<string, Promise<string>>();

/** The folder of the artefact, made by `build` (which gets the folder to fill) unless it is there already. */
export function makeOnce(
  name: string,
  inputs: RecipeInputs,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(artefacts, `${name}-${recipeHash(inputs)}`);
  const running = inFlight.get(folder) ?? makeFolder(name, folder, inputs, build);
  inFlight.set(folder, running);
  return running;
}

export function recipeHash(inputs: RecipeInputs): string {
  const text = JSON.stringify({ RECIPE_VERSION, ...inputs });
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

async function makeFolder(
  name: string,
  folder: string,
  inputs: RecipeInputs,
  build: (folder: string) => Promise<void>,
): Promise<string> {
  if (existsSync(folder)) return folder;
  await mkdir(artefacts, { recursive: true });
  const started = performance.now();
  try {
    await buildFolder(folder, inputs, build);
  } catch (error) {
    // On a busy host a machine now and then hangs, or its watchdog does not bark; what fails twice is at fault itself.
    say(`${name}: once more, as this failed: ${error instanceof Error ? error.message : String(error)}`);
    await buildFolder(folder, inputs, build);
  }
  say(`${name}: made in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return folder;
}

async function buildFolder(
  folder: string,
  inputs: RecipeInputs,
  build: (folder: string) => Promise<void>,
): Promise<void> {
  const unfinished = await mkdtemp(`${folder}${UNFINISHED}${process.pid}-`);
  try {
    await build(unfinished);
    await writeFile(join(unfinished, 'recipe.json'), JSON.stringify(inputs, undefined, 2));
    await rename(unfinished, folder).catch((error: unknown) => {
      // Another lab on this machine made the same artefact meanwhile; theirs is as good as ours.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Removes what builds left behind whose process was ended before it could tidy up. */
export async function removeAbandoned(): Promise<void> {
  if (!existsSync(artefacts)) return;
  for (const name of await readdir(artefacts)) {
    const builder = Number(name.split(UNFINISHED)[1]?.split('-')[0]);
    if (builder > 0 && !isAlive(builder)) await rm(join(artefacts, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What the lab does, on standard error: a test's own output stays readable. */
export function say(line: string): void {
  process.stderr.write(`lab: ${line}\n`);
}
