import { formatAddress } from '../../../core/base/address';
import { readMemoryRegions } from '../../../core/kernel/memory/memoryRegions';
import { isUserAddress } from '../../../core/kernel/tasks/processMemory';
import type { MemoryPage } from '../../../core/protocol/panels/memoryRequests';
import { readVirtualPage } from '../../../core/report/memory/memoryPage';
import type { NativeCommand, NativeContext } from '../nativeCommand';
import { hexAddress } from './addressNamed';
import { tasksOrCurrent } from './tasksNamed';
import { userMemory } from './userMemory';
import { regionLine, regionsHeading } from './vm';
import { commandWords } from './words';

const kernelHeading = 'VIRTUAL           PHYSICAL        \n';
const userHeading = 'VIRTUAL     PHYSICAL        \n';

/** `vtop [-k|-u] ADDRESS…`: the way of addresses through the page tables; of user addresses, through the context's. */
export const vtop: NativeCommand = (args, context) => {
  const words = commandWords(args, ['-k', '-u']);
  const addresses = words?.operands.flatMap((text) => hexAddress(text) ?? []) ?? [];
  if (!words || addresses.length === 0 || addresses.length < words.operands.length) return undefined;
  const forbidden = addresses.some((address) => words.options.has(isUserAddress(address) ? '-k' : '-u'));
  if (forbidden) return undefined;
  return addresses.map((address) =>
    isUserAddress(address) ? userText(address, context) : kernelText(address, context),
  );
};

function kernelText(address: bigint, { kernel, meanings }: NativeContext): string {
  const page = readVirtualPage(kernel, kernel.memory, meanings, address);
  return [
    `${kernelHeading}${formatAddress(address)}  ${placeText(page)}\n\n`,
    tablesText(page),
    frameText(page),
    '\n',
  ].join('');
}

/** crash looks for the region first: beside them nothing is. */
function userText(address: bigint, context: NativeContext): string {
  const { kernel, meanings } = context;
  const start = `${userHeading}${address.toString(16).padEnd(10)}  `;
  const region = regionLineOf(address, context);
  const memory = userMemory(context);
  if (region === undefined || !memory) return `${start}(not accessible)\n\n\n`;
  const page = readVirtualPage(kernel, memory, meanings, address);
  return [
    `${start}${placeText(page)}\n\n`,
    tablesText(page),
    `\n${regionsHeading}${region}`,
    frameText(page),
    '\n',
  ].join('');
}

function regionLineOf(address: bigint, context: NativeContext): string | undefined {
  const mm = tasksOrCurrent([], context)?.[0]?.mm;
  if (!mm) return undefined;
  const { regions } = readMemoryRegions(context.kernel.objects, mm);
  const region = regions.find(({ start, end }) => address >= start && address < end);
  return region && regionLine(region);
}

function placeText({ physical }: MemoryPage): string {
  return (physical?.slice(2) ?? '(not mapped)').padEnd(16);
}

function tablesText({ entries, fault }: MemoryPage): string {
  const tables = entries.map(
    ({ level, entryAddress, entry }) =>
      `${level.padStart(6)}: ${entryAddress.slice(2)} => ${entry.slice(2)}\n`,
  );
  return [...tables, ...(fault === undefined ? [] : [`${fault}\n`])].join('');
}

function frameText({ physical, frame }: MemoryPage): string {
  if (physical === undefined || frame === undefined) return '';
  const { pageAddress, mapping = '0x0', index = '0x0', referenceCount, flags = '0x0', flagNames } = frame;
  const columns = [
    formatAddress(BigInt(pageAddress)),
    physical.slice(2).padStart(8),
    formatAddress(BigInt(mapping)),
    index.slice(2).padStart(9),
    String(referenceCount ?? '??').padStart(2),
    flags.slice(2),
  ];
  return `\n      PAGE        PHYSICAL      MAPPING       INDEX CNT FLAGS\n${columns.join(' ')} ${flagNames.join(',').toLowerCase()}\n`;
}
