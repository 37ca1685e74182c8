import { flag, list, optional, record, text, texts, type Check } from '../../core/protocol/check';

/** What a launch configuration says; package.json has its schema. */
export interface LaunchArguments {
  /** Path of the dump. */
  readonly core: string;
  /** The kernel with its debug information; searched for by build-id when absent. */
  readonly vmlinux?: string | undefined;
  /** Folders laid out like /usr/lib/debug, for debug information of the kernel and its modules. */
  readonly debuginfoPaths?: readonly string[] | undefined;
  /** Files with the debug information of modules. */
  readonly modules?: readonly string[] | undefined;
  /** Servers that are asked for debug information that this machine lacks. */
  readonly debuginfodUrls?: readonly string[] | undefined;
  /** Folders of sources on this machine, by how paths begin in the debug information. */
  readonly sourceMap?: Readonly<Record<string, string>> | undefined;
  /** The gdb to use; false for none. */
  readonly gdb?: string | false | undefined;
  /** The crash to use; false for none. */
  readonly crash?: string | false | undefined;
  /** Added to the arguments that crash is started with. */
  readonly crashArgs?: readonly string[] | undefined;
  readonly noDebug?: boolean | undefined;
}

/** `true` asks for what is there anyway. */
const program: Check<string | false | undefined> = (value, name) =>
  value === true ? undefined : value === false ? false : text(value, name);

const check = record<LaunchArguments>({
  core: text,
  vmlinux: optional(text),
  debuginfoPaths: optional(list(text)),
  modules: optional(list(text)),
  debuginfodUrls: optional(list(text)),
  sourceMap: optional(texts),
  gdb: optional(program),
  crash: optional(program),
  crashArgs: optional(list(text)),
  noDebug: optional(flag),
});

/** @throws VmcoreError `bad-request` */
export function checkLaunchArguments(value: unknown): LaunchArguments {
  return check(value, 'launch');
}
