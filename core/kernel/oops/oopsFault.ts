import type { OopsInProgress, OopsLineReader } from './oops';

/** arch/x86/mm/fault.c, arch/x86/kernel/traps.c and arch/arm64/mm/fault.c, old and new. */
const addressPatterns: readonly RegExp[] = [
  /^BUG: kernel NULL pointer dereference, address: ([0-9a-f]{8,16})/,
  /^BUG: unable to handle page fault for address: ([0-9a-f]{8,16})/,
  /^BUG: unable to handle kernel (?:NULL pointer dereference|paging request) at +(?:virtual address )?([0-9a-f]{8,16}|\(null\))/,
  /general protection fault, (?:probably|maybe) for (?:non-canonical )?address (?:0x)?([0-9a-f]{1,16})/,
  /^Unable to handle kernel .* at virtual address ([0-9a-f]{8,16})/,
];

/** Bits of x86's page-fault error code (arch/x86/include/asm/trap_pf.h). */
const pf = { present: 1, write: 2, fetch: 16 };

export const readFaultLine: OopsLineReader = (line, logIndex, oops) => {
  const address = addressPatterns
    .map((pattern) => pattern.exec(line)?.[1])
    .find((found) => found !== undefined);
  if (address !== undefined) {
    const value = address === '(null)' ? 0n : BigInt(`0x${address}`);
    if (!oops.fault.address) oops.fault = { ...oops.fault, address: { value, logIndex } };
    if (/^Unable to handle kernel write to read-only/.test(line)) setAccess(oops, 'write', logIndex);
    if (/^Unable to handle kernel execute from/.test(line)) setAccess(oops, 'execute', logIndex);
    return true;
  }
  const described = /^#PF: \w+ (read|write|instruction fetch)/.exec(line)?.[1];
  if (described !== undefined) {
    setAccess(
      oops,
      described === 'instruction fetch' ? 'execute' : (described as 'read' | 'write'),
      logIndex,
    );
    return true;
  }
  return readErrorCode(line, logIndex, oops) || readArm64Syndrome(line, logIndex, oops);
};

function readErrorCode(line: string, logIndex: number, oops: OopsInProgress): boolean {
  const code =
    /^#PF: error_code\((0x[0-9a-f]{4,8})\)/.exec(line)?.[1] ??
    /^Oops: (?:Oops: )?([0-9a-f]{4}) \[#\d+\]/.exec(line)?.[1];
  if (code === undefined) return false;
  const bits = parseInt(code, 16);
  // Without an address it is no page fault, and the code means something else.
  if (!oops.fault.address) return true;
  setAccess(oops, bits & pf.fetch ? 'execute' : bits & pf.write ? 'write' : 'read', logIndex);
  oops.fault = { ...oops.fault, isPermission: (bits & pf.present) !== 0 };
  return true;
}

/** `EC = 0x25: DABT (current EL)`, `WnR = 1`, `FSC = 0x0f: level 3 permission fault` of "Mem abort info". */
function readArm64Syndrome(line: string, logIndex: number, oops: OopsInProgress): boolean {
  if (/\bEC = 0x[0-9a-f]+: IABT/.test(line)) setAccess(oops, 'execute', logIndex);
  const writes = /\bWnR = ([01])/.exec(line)?.[1];
  if (writes !== undefined) setAccess(oops, writes === '1' ? 'write' : 'read', logIndex);
  const status = /\bFSC = 0x[0-9a-f]+: (.*)/.exec(line)?.[1];
  if (status !== undefined) oops.fault = { ...oops.fault, isPermission: status.includes('permission') };
  return writes !== undefined || status !== undefined;
}

function setAccess(oops: OopsInProgress, kind: 'read' | 'write' | 'execute', logIndex: number): void {
  if (!oops.fault.access) oops.fault = { ...oops.fault, access: { kind, logIndex } };
}
