import type { Diagnostic, DiagnoseOptions } from './diagnose';
import { diagnoseFile } from './diagnose';
import { machineOf } from './neighbours/crashkernelDefaults';
import { diagnoseCrashkernels } from './neighbours/crashkernelDiagnose';
import { findCrashkernels } from './neighbours/findCrashkernels';
import type { NeighbourRule } from './neighbours/rules';
import { diagnoseSysconfig, recogniseSysconfig } from './neighbours/sysconfig';
import type { SysconfigDialect } from './neighbours/variable';
import { parse } from './parse';
import { isOtherFile, recognise } from './recognise';
import type { RuleSettings } from './rules';
import type { Target } from './target';

/** What kind of configuration a text is, and so whose rules hold. */
export type ConfigurationKind =
  | { readonly kind: 'kdump-conf' }
  | { readonly kind: 'sysconfig'; readonly dialect: SysconfigDialect }
  | { readonly kind: 'command-line' }
  | { readonly kind: 'other' };

/** Where kernel command lines are written; the same names are in package.json for the language. */
const holdsCommandLine =
  /(^|\/)(?:default\/grub|default\/grub\.d\/[^/]+\.cfg|grub\.cfg|loader\/entries\/[^/]+\.conf|zipl\.conf|kernel\/cmdline|proc\/cmdline)$/;

/** kdump.conf by its own name, or a copy of it such as kdump.conf.rpmnew. */
const isCalledKdumpConf = /(^|\/)kdump\.conf(?:\.[^/]*)?$/;

/**
 * By name where the name leaves no doubt: `/etc/sysconfig/kdump`, `/etc/default/kdump-tools` and the boot loader's
 * files are never kdump.conf, though a loader's entry has `options`, too. A kdump.conf is one, whatever is in it, but a
 * file of another kind altogether. Else by content.
 */
export function configurationKind(fileName: string, text: string): ConfigurationKind {
  if (/(^|\/)default\/kdump-tools$/.test(fileName)) return { kind: 'sysconfig', dialect: 'debian' };
  if (/(^|\/)sysconfig\/kdump$/.test(fileName))
    return { kind: 'sysconfig', dialect: recogniseSysconfig(text) ?? 'rhel' };
  const isCalled = isCalledKdumpConf.test(fileName);
  if (!isCalled && holdsCommandLine.test(fileName)) return { kind: 'command-line' };
  const file = recognise(parse(text));
  if (isCalled) return { kind: isOtherFile(file) ? 'other' : 'kdump-conf' };
  if (file === 'kdump-conf' || file === 'template') return { kind: 'kdump-conf' };
  if (file === 'manual-page') return { kind: 'other' };
  const dialect = recogniseSysconfig(text);
  if (dialect !== undefined) return { kind: 'sysconfig', dialect };
  if (findCrashkernels(text).length > 0) return { kind: 'command-line' };
  return isOtherFile(file) ? { kind: 'other' } : { kind: 'kdump-conf' };
}

/** Diagnoses a file of any of these kinds; one of another kind is left alone. */
export function diagnoseConfiguration(
  fileName: string,
  text: string,
  target: Target,
  options: DiagnoseOptions = {},
): Diagnostic<string>[] {
  return diagnoseKind(configurationKind(fileName, text), text, target, options);
}

/** Diagnoses a text whose kind is known, as by the language that a person has chosen for it. */
export function diagnoseKind(
  found: ConfigurationKind,
  text: string,
  target: Target,
  options: DiagnoseOptions = {},
): Diagnostic<string>[] {
  const machine = machineOf(options.facts ?? {});
  switch (found.kind) {
    case 'kdump-conf':
      return diagnoseFile(parse(text), target, options);
    case 'sysconfig':
      return weigh(
        [...diagnoseSysconfig(text, found.dialect), ...diagnoseCrashkernels(text, target, machine)],
        options.rules,
      );
    case 'command-line':
      return weigh(diagnoseCrashkernels(text, target, machine), options.rules);
    case 'other':
      return [];
  }
}

/** Gives the neighbours' rules the weights of the settings. */
function weigh(
  found: readonly Diagnostic<NeighbourRule>[],
  rules: RuleSettings = {},
): Diagnostic<NeighbourRule>[] {
  return found.flatMap((diagnostic) => {
    const severity = rules[diagnostic.code] ?? diagnostic.severity;
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
}
