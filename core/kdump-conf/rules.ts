import type { NeighbourRule } from './neighbours/rules';

/**
 * Every rule by its code. Rules of a release's own parser are errors wherever that release stops; the others say what
 * no parser checks and a crash would show. Settings may turn any of them off or change its weight.
 */
export type Severity = 'error' | 'warning' | 'hint';

const parserRules = {
  'unknown-directive': 'The release does not know the directive.',
  'deprecated-directive': 'The release refuses a directive of the past.',
  'missing-value': 'A directive has no value.',
  'duplicate-directive': 'A directive is given twice.',
  'several-targets': 'More than one dump target is given.',
  'several-mounts': 'dracut_args names more than one --mount.',
  'unreadable-mount': 'The device and type of --mount in dracut_args cannot be made out.',
  'byte-order-mark': 'A byte order mark stands before the first word.',
  'leading-blank': 'A directive does not begin in the first column.',
  'default-and-failure-action': 'Both names of the same action are used.',
  'bad-failure-action': 'The failure action does not exist.',
  'bad-final-action': 'The final action does not exist.',
  'own-fence-node': 'fence_kdump_nodes names this machine.',
  'ssh-without-user': 'The ssh target is not of the form user@host.',
  'ssh-host': 'ssh would not connect to the host as it is written.',
  'bad-switch': 'A switch is neither 0 nor 1.',
  'rebuild-conflict': 'Rebuilding is forced and forbidden at once.',
  'flat-format-missing': 'makedumpfile lacks -F for an ssh or raw target.',
  'makedumpfile-parameters': 'makedumpfile refuses its options.',
  'bad-debug-level': 'debug_mem_level is not 0 to 3.',
  'blacklist-directory': 'blacklist names a directory.',
  'unbalanced-quotes': 'Quotes do not end.',
  'sshkey-as-target': 'The key is taken for the ssh target.',
} as const;

const crashRules = {
  'relative-path': 'path does not begin with a slash.',
  'path-not-used': 'path has no meaning for a raw target during the crash.',
  'dump-level-not-a-number': 'makedumpfile reads something that is not a number as dump level 0.',
  'clustered-flat-format': 'The capture script breaks a word in which -F is not alone.',
  'compression-twice': 'More than one compression is given; the last one wins.',
  'unknown-option': 'The installed makedumpfile does not know an option.',
  'useless-option': 'An option makes makedumpfile do something else than saving the dump.',
  'unchecked-collector': 'kdump does not recognise makedumpfile and checks nothing.',
  'raw-collector': 'A dump of another program has to be taken off a raw device by hand.',
  'hook-missing': 'A program does not exist.',
  'hook-not-executable': 'A program is not executable.',
  'hook-arguments': 'A hook has arguments, which cannot be passed.',
  'hook-relative': 'A program is not named by an absolute path.',
  'target-missing': 'The device of the dump target does not exist.',
  'target-file-system': 'The device holds another file system than the directive says.',
  'target-too-small': 'The target may have too little room for a dump.',
  'crash-loop': 'With early kdump the machine can crash and restart for ever.',
  'fence-args-without-nodes': 'fence_kdump_args has no meaning without nodes.',
  'default-renamed': 'default is the old name of failure_action.',
  'quotes-kept': 'The release takes quotes as part of the value.',
  'comment-in-value': 'A # cuts the value, even inside quotes.',
  'carriage-return': 'The file has Windows line ends.',
  'indented-directive': 'Some of the release’s scripts look for a directive in the first column only.',
  'line-not-read': 'The release never reads the line.',
  'continued-line': 'A backslash at the end of a line does not continue it, or does so by accident.',
  'nul-character': 'The file has a NUL character.',
  'not-utf8': 'The file has characters that are not UTF-8.',
  'sshkey-missing': 'The key does not exist, so the default key would be used.',
  'sshkey-without-ssh': 'A key is named and no ssh target.',
  'not-yes-or-no': 'A value that is neither yes nor no means yes.',
} as const;

export type ParserRule = keyof typeof parserRules;
export type CrashRule = keyof typeof crashRules;
export type RuleCode = ParserRule | CrashRule;

export const ruleSummaries: Readonly<Record<RuleCode, string>> = { ...parserRules, ...crashRules };

/** Weights of rules that no parser has, where it is not a warning. */
const hints: ReadonlySet<RuleCode> = new Set<RuleCode>([
  'path-not-used',
  'unchecked-collector',
  'default-renamed',
]);

export function defaultSeverity(code: RuleCode, stops: boolean): Severity {
  if (stops) return 'error';
  return hints.has(code) ? 'hint' : 'warning';
}

export type RuleSetting = 'off' | Severity;
/** Weights by code; the files around kdump.conf have rules of their own. */
export type RuleSettings = Readonly<Partial<Record<RuleCode | NeighbourRule, RuleSetting>>>;
