import type { LoggedPlace, OopsInProgress, OopsLineReader } from './oops';

/** `name+0x1a/0x30 [module]`; CONFIG_STACKTRACE_BUILD_ID puts a build-id behind the module's name. */
const placePattern = /^([\w.$]+)\+0x([0-9a-f]{1,16})\/0x([0-9a-f]{1,16})(?: \[([\w-]+)(?: [0-9a-f]+)?\])?/;

export function parsePlace(text: string, logIndex: number): LoggedPlace | undefined {
  const [, symbol, offset, size, module] = placePattern.exec(text) ?? [];
  if (symbol !== undefined && offset !== undefined && size !== undefined) {
    return {
      symbol,
      offset: BigInt(`0x${offset}`),
      sizeBytes: BigInt(`0x${size}`),
      ...(module !== undefined && { module }),
      logIndex,
    };
  }
  const address = /^(0x[0-9a-f]{1,16})\s*$/.exec(text)?.[1];
  return address === undefined ? undefined : { address: BigInt(address), logIndex };
}

/**
 * `RIP: 0010:name+…`, before 4.10 `RIP: 0010:[<ffffffff81000000>]  [<…>] name+…` or `IP: [<…>] name+…`, arm64's
 * `pc : name+…` and riscv64's `epc : name+…`. Code segments that end in 3 are user mode's.
 */
const x86Pattern = /^(?:RIP: ([0-9a-f]{4}):|IP: )\s*((?:\[<[0-9a-f]+>\]\s*)*)(.*)$/;
/** arm64's, and riscv64's, whose registers follow in a line that begins alike. */
const namedPattern = /^e?pc : (?![0-9a-f]{16} )(.*)$/;

export const readInstructionPointer: OopsLineReader = (line, logIndex, oops) => {
  const [, segment = '0010', bracketed = '', text = ''] = x86Pattern.exec(line) ?? [];
  const namedText = namedPattern.exec(line)?.[1];
  if (text === '' && namedText === undefined) return false;
  if ((parseInt(segment, 16) & 3) === 3) {
    oops.ownsRegisters = false;
    return true;
  }
  const named = parsePlace(namedText ?? text, logIndex);
  const address = /\[<([0-9a-f]{8,16})>\]/.exec(bracketed)?.[1];
  const place = named && (address === undefined ? named : { ...named, address: BigInt(`0x${address}`) });
  if (place) takePlace(oops, place);
  return true;
};

/** `IP:` and `RIP:` of one oops name the same place; a second one inside of the trace is further out. */
function takePlace(oops: OopsInProgress, place: LoggedPlace): void {
  const isSame =
    oops.place?.symbol === place.symbol &&
    oops.place?.offset === place.offset &&
    oops.traceState === 'before';
  oops.ownsRegisters = oops.place === undefined || isSame;
  oops.place ??= place;
  if (oops.traceState === 'inside') oops.trace.push({ ...place, kind: 'interrupted' });
}

/** ` name+…`, ` ? name+…` where the kernel is not sure, before 4.10 with ` [<address>] ` in front. */
const framePattern = /^ *(?:\[<([0-9a-f]{8,16})>\] )?(\? )?(?:\([^)]*\) )?(.*)$/;

export const readTraceLine: OopsLineReader = (line, logIndex, oops) => {
  if (/^Call [Tt]race:/.test(line)) {
    oops.traceState = oops.traceState === 'before' ? 'inside' : 'behind';
    return true;
  }
  if (oops.traceState !== 'inside') return false;
  if (/^ *<\/?[#\w]+>/.test(line)) return true;
  const [, address, unsure, text = ''] = framePattern.exec(line) ?? [];
  const place = parsePlace(text, logIndex);
  if (!place) return false;
  if (unsure === undefined) {
    oops.trace.push({
      ...place,
      ...(address !== undefined && { address: BigInt(`0x${address}`) }),
      kind: 'call',
    });
  }
  return true;
};
