import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hex } from '../../core/base/address';
import { visibleText } from '../../core/base/visibleText';
import { readModuleCode, type ModuleCode } from '../../core/unwind/moduleCode';
import type { DapHandlers } from './dapRequests';
import type { SessionState } from './sessionState';

/** The kernel and its loaded modules. */
export function moduleHandlers(state: SessionState): Pick<DapHandlers, 'modules'> {
  return {
    modules: ({ startModule = 0, moduleCount = 0 }) => {
      const { kernel } = state.dump;
      const loaded = kernel.types ? readModuleCode(kernel.objects) : [];
      const { release } = kernel.vmcoreinfo;
      const modules: Dap.Module[] = [
        { id: 'vmlinux', name: 'vmlinux', ...(release !== undefined && { version: visibleText(release) }) },
        ...loaded.map(moduleOf),
      ];
      const end = moduleCount > 0 ? startModule + moduleCount : undefined;
      return { modules: modules.slice(startModule, end), totalModules: modules.length };
    },
  };
}

function moduleOf({ name, ranges, symbols }: ModuleCode): Dap.Module {
  const [code] = ranges;
  return {
    id: name,
    name: visibleText(name),
    symbolStatus: symbols ? 'Symbols of the dump.' : 'The dump lacks its symbols.',
    ...(code && { addressRange: `${hex(code.start)}-${hex(code.end)}` }),
  };
}
