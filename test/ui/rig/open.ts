import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installVscode } from './install';
import { extensionPackage } from './projectRoot';
import { VscodeServer } from './server';
import { quietSettings } from './settings';

/** The editor that takes a file of any name: a dump to open by itself may be called anything. */
const editorOfAnyFile = 'vmcore.overviewOfAnyFile';

/** Serves VS Code with our extension and a dump in it until Ctrl-C; `npm start` runs this. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string' } },
  });
  const dump = resolve(positionals[0] ?? '');
  const stopped = new Promise<void>((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  });
  const build = await installVscode((line) => process.stdout.write(`${line}\n`));
  const server = await VscodeServer.start(build, {
    settings: {
      ...quietSettings('dark'),
      // VS Code opens the file before it knows what extensions contribute; this makes it wait for ours.
      'workbench.editorAssociations': { [patternOf(dump)]: editorOfAnyFile },
    },
    vsix: [extensionPackage],
    ...(values.port !== undefined && { port: Number(values.port) }),
  });
  process.stdout.write(
    `VS Code shows ${dump} at\n\n  ${server.address(dirname(dump), dump)}\n\nCtrl-C stops it.\n`,
  );
  await stopped;
  await server.stop();
}

/** The glob that matches this path: "**" stands for the scheme that VS Code compares, too, "?" for what globs reserve. */
function patternOf(path: string): string {
  return `**${path.replace(/[*?{}[\]]/g, '?')}`;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
