import { formatAddress } from '../../../core/base/address';
import { visibleText } from '../../../core/base/visibleText';
import { readModules, type Module } from '../../../core/kernel/modules/modules';
import type { NativeCommand } from '../nativeCommand';

/** `mod`: the one loaded first comes first. */
export const mod: NativeCommand = (args, { kernel }) => {
  if (args.length > 0) return undefined;
  const modules = [...readModules(kernel.objects).modules].reverse();
  const width = Math.max(4, ...modules.map(({ name }) => name.length));
  const heading = `${'MODULE'.padStart(11).padEnd(16)}  ${'NAME'.padEnd(width)}  ${'BASE'.padStart(10).padEnd(16)}   SIZE  OBJECT FILE\n`;
  return [heading, ...modules.map((module) => moduleLine(module, width))];
};

function moduleLine({ address, name, base, sizeBytes }: Module, width: number): string {
  const at = base === undefined ? '??' : formatAddress(base);
  return `${formatAddress(address)}  ${visibleText(name).padEnd(width)}  ${at}  ${String(sizeBytes).padStart(5)}\n`;
}
