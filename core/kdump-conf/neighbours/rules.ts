/** Rules for the files around kdump.conf, by their codes. */
const sysconfigRules = {
  'open-quote': 'A quoted value does not end on its line.',
  'blank-around-equals': 'A blank beside = makes the line a command.',
  'words-after-value': 'Words after the value make the line a command.',
  'unknown-variable': 'The distribution’s kdump does not know the variable.',
  'other-distribution': 'The variable belongs to the kdump of another distribution.',
  'retired-variable': 'The variable has no effect any more.',
  'bad-value': 'The value is not one that kdump takes.',
  'assigned-twice': 'A variable is set twice; the last one wins.',
  'readable-secret': 'A password stands in a file that others may read.',
} as const;

const crashkernelRules = {
  'crashkernel-syntax': 'The kernel cannot read crashkernel= and reserves nothing.',
  'crashkernel-auto': 'The release’s kernels do not understand crashkernel=auto.',
  'crashkernel-hidden': 'Another crashkernel= on the same command line wins.',
  'crashkernel-low-alone': 'crashkernel=…,low or …,cma only adds to another one, and there is none.',
  'crashkernel-size': 'The size is more than the machine has, or too little for any kernel.',
} as const;

export type SysconfigRule = keyof typeof sysconfigRules;
export type CrashkernelRule = keyof typeof crashkernelRules;
export type NeighbourRule = SysconfigRule | CrashkernelRule;

export const neighbourRuleSummaries: Readonly<Record<NeighbourRule, string>> = {
  ...sysconfigRules,
  ...crashkernelRules,
};
