import type { Kernel } from '../kernel/kernel';
import { readModules } from '../kernel/modules/modules';
import type { LoadedModulesData } from '../protocol/moduleData';
import { Attempts } from '../base/attempts';
import { wireData } from './wireData';

/** The loaded modules, as far as the dump leads to them. */
export function readModuleData(kernel: Kernel): LoadedModulesData {
  const attempts = new Attempts();
  const found = attempts.try(() => readModules(kernel.objects));
  return {
    modules: found ? wireData(found.modules) : [],
    problems: [...attempts.problems, ...(found?.problems ?? [])],
  };
}
