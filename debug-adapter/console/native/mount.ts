import { formatAddress } from '../../../core/base/address';
import { visibleText } from '../../../core/base/visibleText';
import { readMounts, type Mount } from '../../../core/kernel/files/mounts';
import type { NativeCommand } from '../nativeCommand';

/** `mount`: the file systems that are mounted. */
export const mount: NativeCommand = (args, { kernel }) => {
  if (args.length > 0) return undefined;
  const { entries } = readMounts(kernel.objects);
  return ['     MOUNT           SUPERBLK     TYPE   DEVNAME   DIRNAME\n', ...entries.map(mountLine)];
};

function mountLine({ address, superBlock, type, device, directory }: Mount): string {
  const names = [type.padEnd(6), device.padEnd(9), directory].map(visibleText);
  return `${formatAddress(address)} ${formatAddress(superBlock)} ${names.join(' ')}\n`;
}
