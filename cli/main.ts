import { OutputClosed, writeFailure, writeNotice, writeOutput } from './output';
import { helpText, usage, UsageError } from './usage';

type Command = (args: readonly string[]) => Promise<void>;

/** Each command's code is loaded when it runs: starting takes longer than most of them. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  analyze: async () => (await import('./analyze.js')).analyze,
  bt: async () => (await import('./bt.js')).bt,
  info: async () => (await import('./info.js')).info,
  log: async () => (await import('./log.js')).log,
  read: async () => (await import('./read.js')).read,
  sym: async () => (await import('./sym.js')).sym,
  struct: async () => (await import('./struct.js')).struct,
  'device-dumps': async () => (await import('./machine/deviceDumps.js')).deviceDumps,
  devices: async () => (await import('./machine/devices.js')).devices,
  files: async () => (await import('./machine/files.js')).files,
  irqs: async () => (await import('./machine/irqs.js')).irqs,
  mem: async () => (await import('./machine/mem.js')).mem,
  modules: async () => (await import('./machine/modules.js')).modules,
  mounts: async () => (await import('./machine/mounts.js')).mounts,
  runq: async () => (await import('./machine/runq.js')).runq,
  sysctl: async () => (await import('./machine/sysctl.js')).sysctl,
  timers: async () => (await import('./machine/timers.js')).timers,
  works: async () => (await import('./machine/works.js')).works,
  tasks: async () => (await import('./tasks.js')).tasks,
  report: async () => (await import('./report.js')).report,
  waits: async () => (await import('./waits.js')).waits,
  check: async () => (await import('./check.js')).check,
};

async function run(args: readonly string[]): Promise<void> {
  const [first, ...rest] = args;
  if (first === undefined) throw new UsageError('no dump is named', usage.all);
  if (first === '--help' || first === '-h') {
    writeOutput(helpText);
  } else if (first === '--version') {
    const { default: about } = await import('../package.json', { with: { type: 'json' } });
    writeOutput(`vmcore ${about.version}\n`);
  } else {
    const named = Object.hasOwn(commands, first) ? commands[first] : undefined;
    const command = await (named ?? commands['info'])?.();
    await command?.(named ? rest : args);
  }
}

/** 0 done, 1 failed, 2 wrong usage; each with one line that says what happened. */
function exitStatus(error: unknown): number {
  if (error instanceof OutputClosed) return 0;
  if (error instanceof UsageError) {
    writeNotice(`${error.message}. Usage: ${error.usage}`);
    return 2;
  }
  writeFailure(error);
  return 1;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = exitStatus(error);
});
