import { formatAddress } from '../../../core/base/address';
import type { MemoryPage } from '../../../core/protocol/panels/memoryRequests';
import { readVirtualPage } from '../../../core/report/memory/memoryPage';
import type { NativeCommand } from '../nativeCommand';
import { commandWords } from './words';

const heading = 'VIRTUAL           PHYSICAL        \n';

/** `vtop [-k] ADDRESS…`: the way of kernel addresses through the page tables. */
export const vtop: NativeCommand = (args, { kernel, meanings }) => {
  const words = commandWords(args, ['-k']);
  const addresses = words?.operands.map((text) => kernelAddress(text)) ?? [];
  if (addresses.length === 0 || addresses.includes(undefined)) return undefined;
  return addresses.map((address = 0n) =>
    pageText(address, readVirtualPage(kernel, kernel.memory, meanings, address)),
  );
};

/** Addresses of processes are of the task that crash is set to. */
function kernelAddress(text: string): bigint | undefined {
  const digits = /^(?:0x)?([89a-f][\da-f]{15})$/i.exec(text)?.[1];
  return digits === undefined ? undefined : BigInt(`0x${digits}`);
}

function pageText(address: bigint, { entries, physical, fault, frame }: MemoryPage): string {
  const place = physical?.slice(2) ?? '(not mapped)';
  const tables = entries.map(
    ({ level, entryAddress, entry }) =>
      `${level.padStart(6)}: ${entryAddress.slice(2)} => ${entry.slice(2)}\n`,
  );
  return [
    `${heading}${formatAddress(address)}  ${place.padEnd(16)}\n\n`,
    ...tables,
    ...(fault === undefined ? [] : [`${fault}\n`]),
    ...(frame === undefined || physical === undefined ? [] : ['\n', frameText(physical, frame)]),
    '\n',
  ].join('');
}

function frameText(physical: string, frame: NonNullable<MemoryPage['frame']>): string {
  const { pageAddress, mapping = '0x0', index = '0x0', referenceCount, flags = '0x0', flagNames } = frame;
  const columns = [
    formatAddress(BigInt(pageAddress)),
    physical.slice(2).padStart(8),
    formatAddress(BigInt(mapping)),
    index.slice(2).padStart(9),
    String(referenceCount ?? '??').padStart(2),
    flags.slice(2),
  ];
  return `      PAGE        PHYSICAL      MAPPING       INDEX CNT FLAGS\n${columns.join(' ')} ${flagNames.join(',').toLowerCase()}\n`;
}
