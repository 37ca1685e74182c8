import { editDistance } from '../base/editDistance';
import { directives } from './directives/table';

/**
 * What was probably meant: names that people invent for kdump.conf, then the nearest name by typing mistakes.
 */
export interface Suggestion {
  /** A directive to write instead, or undefined when kdump has none for it. */
  readonly directive?: string;
  /** The new first words of the line, where more than the directive changes. */
  readonly line?: string;
  /** One sentence for people. */
  readonly explanation: string;
}

const invented: Readonly<Record<string, Suggestion>> = {
  reboot: { line: 'final_action reboot', explanation: "The end of a dump is set by 'final_action reboot'." },
  halt: { line: 'final_action halt', explanation: "The end of a dump is set by 'final_action halt'." },
  poweroff: {
    line: 'final_action poweroff',
    explanation: "The end of a dump is set by 'final_action poweroff'.",
  },
  compress: {
    explanation: "Compression is an option of makedumpfile: 'core_collector makedumpfile -l -d 31'.",
  },
  compression: {
    explanation: "Compression is an option of makedumpfile: 'core_collector makedumpfile -l -d 31'.",
  },
  dump_level: {
    explanation: "The dump level is an option of makedumpfile: 'core_collector makedumpfile -l -d 31'.",
  },
  default_action: { directive: 'failure_action', explanation: "The directive is called 'failure_action'." },
  action: { directive: 'failure_action', explanation: "The directive is called 'failure_action'." },
  network: { directive: 'nfs', explanation: "A network target is 'nfs host:export' or 'ssh user@host'." },
  nfsserver: {
    directive: 'nfs',
    explanation: "The directive is called 'nfs', and its value is host:export.",
  },
  nfs_server: {
    directive: 'nfs',
    explanation: "The directive is called 'nfs', and its value is host:export.",
  },
  server: { explanation: "A network target is 'nfs host:export' or 'ssh user@host'." },
  pre_dump: { directive: 'kdump_pre', explanation: "The directive is called 'kdump_pre'." },
  post_dump: { directive: 'kdump_post', explanation: "The directive is called 'kdump_post'." },
  disk_quota: { explanation: 'kdump has no quota; it saves until the target is full.' },
  keep_old_dumps: { explanation: 'kdump deletes no old dumps; KDUMP_KEEP_OLD_DUMPS is a setting of SUSE.' },
  iscsi: { explanation: "For an iSCSI disk name its file system, for example 'xfs /dev/disk/by-id/…'." },
  ssh_key: { directive: 'sshkey', explanation: "The directive is called 'sshkey'." },
  dump_path: { directive: 'path', explanation: "The directive is called 'path'." },
  collector: { directive: 'core_collector', explanation: "The directive is called 'core_collector'." },
  extra_bin: { directive: 'extra_bins', explanation: "The directive is called 'extra_bins'." },
  modules: { directive: 'extra_modules', explanation: "The directive is called 'extra_modules'." },
};

const longestName = 40;

/** Guessing takes time, and a file with more mistakes was hardly meant to be a kdump.conf. */
export const mostGuesses = 100;

/**
 * The best guess at `name` among the names that would be accepted. What was meant may be a directive that the release
 * does not have either: that is said, and another name for the same offered where there is one.
 */
export function suggest(name: string, accepted: readonly string[]): Suggestion | undefined {
  if (name.length > longestName) return undefined;
  const lower = name.toLowerCase().replace(/-/g, '_');
  const known = Object.hasOwn(invented, lower) ? invented[lower] : undefined;
  const meant = known?.directive ?? known?.line?.split(' ')[0];
  if (known !== undefined && (meant === undefined || accepted.includes(meant))) return known;
  const nearest = known === undefined ? findNearest(lower, accepted) : undefined;
  if (nearest !== undefined) return { directive: nearest, explanation: `Did you mean '${nearest}'?` };
  const elsewhere = meant ?? findNearest(lower, everyName);
  return elsewhere === undefined ? undefined : ofOtherReleases(elsewhere, accepted);
}

const everyName = directives.map((directive) => directive.name);

function ofOtherReleases(name: string, accepted: readonly string[]): Suggestion {
  const explanation = `Did you mean '${name}'? Only other releases have that.`;
  if (name !== 'failure_action' || !accepted.includes('default')) return { explanation };
  return { directive: 'default', explanation: `${explanation} Here it is called 'default'.` };
}

/** The nearest of `names`, if it is near enough to be a typing mistake. */
export function findNearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > longestName) return undefined;
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const farthest = Math.min(Math.max(1, Math.floor(name.length / 4)), (best?.distance ?? Infinity) - 1);
    // Each letter more or less is a mistake of its own.
    if (Math.abs(word.length - name.length) > farthest) continue;
    const distance = editDistance(word, name, farthest);
    if (distance <= farthest) best = { name, distance };
  }
  return best?.name;
}
