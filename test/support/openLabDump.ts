import type { KernelNumbers, Translator } from '../../core/arch/architecture';
import { createTranslator } from '../../core/arch/architectures';
import { VirtualMemory } from '../../core/arch/virtualMemory';
import type { DumpImage } from '../../core/dump/dumpImage';
import { openDump } from '../../core/dump/openDump';
import { parseVmcoreinfo, type Vmcoreinfo } from '../../core/dump/vmcoreinfo';

export interface OpenLabDump {
  readonly image: DumpImage;
  readonly vmcoreinfo: Vmcoreinfo;
  readonly translator: Translator;
  readonly kernel: VirtualMemory;
}

/** @param withhold names of VMCOREINFO that are to be missing */
export function openLabDump(path: string, withhold: readonly string[] = []): OpenLabDump {
  const image = openDump(path);
  const vmcoreinfo = parseVmcoreinfo(image.vmcoreinfo ?? new Uint8Array(0));
  const numbers: KernelNumbers = {
    release: vmcoreinfo.release,
    pageSizeBytes: vmcoreinfo.pageSizeBytes,
    symbol: (name) => (withhold.includes(name) ? undefined : vmcoreinfo.symbol(name)),
    text: (key) => vmcoreinfo.text(key),
    number: (name) => (withhold.includes(name) ? undefined : vmcoreinfo.number(name)),
  };
  const { machine, memory, notes, physicalBase } = image;
  const translator = createTranslator({ machine, memory, notes, physicalBase, vmcoreinfo: numbers });
  return { image, vmcoreinfo, translator, kernel: new VirtualMemory(translator, memory) };
}
