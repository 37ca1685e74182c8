import { hex } from '../../base/address';
import type { CrashKind, Evidence } from '../../protocol/verdict';
import type { CrashScene } from '../scene/crashScene';
import type { Diagnosis, Rule } from '../diagnosis';
import { isAllocator } from '../plumbing';
import { errorNumber, findPoison, nullPageSize, type Poison } from '../values/valueMeaning';
import { isCanonical } from '../values/canonical';

const faultLine =
  /^BUG: (unable to handle|kernel NULL pointer)|^Unable to handle kernel|general protection fault|^Oops: |^Internal error: Oops/;

/** An access to memory that the processor refused: what its address says. */
export const memoryAccess: Rule = (scene) => {
  const { oops, panicLine } = scene;
  if (!oops || !panicLine || !faultLine.test(scene.message)) return undefined;
  const access = findAccess(scene);
  if (!access) return undefined;
  const evidence: Evidence[] = [scene.logEvidence(oops.fault.address?.logIndex ?? panicLine.logIndex)];
  const register = registerEvidence(scene);
  const diagnosis = diagnose(scene, access);
  return (
    diagnosis && {
      ...diagnosis,
      evidence: register ? [...evidence, register] : evidence,
      ...allocation(scene),
    }
  );
};

interface Access {
  readonly address: bigint;
  readonly kind: 'read' | 'write' | 'execute' | undefined;
  /** What the instruction took its address from. */
  readonly base: bigint | undefined;
}

/** As the kernel printed it; where it did not, by the instruction and its registers. */
export function findAccess(scene: CrashScene): Access | undefined {
  const { oops, instruction, frames } = scene;
  const base = instruction?.instruction.memory?.base;
  const logged = oops?.fault.address?.value;
  const address = logged ?? instruction?.address;
  if (address === undefined) return undefined;
  return {
    address,
    kind: oops?.fault.access?.kind,
    base: base === undefined ? undefined : frames[0]?.registers?.get(base),
  };
}

type Conclusion = Pick<Diagnosis, 'kind' | 'what' | 'text' | 'confidence'>;

function diagnose(scene: CrashScene, access: Access): Conclusion | undefined {
  const { address, base } = access;
  const poison = findPoison(address) ?? (base === undefined ? undefined : findPoison(base));
  if (access.kind === 'execute') return jump(address, poison);
  if (poison) return usePoison(address, poison);
  if (address < nullPageSize || base === 0n) return nullDereference(access);
  return noAddress(access, scene.source.addressBits) ?? refusedAddress(scene, access);
}

/** The value could not have been a pointer. */
function noAddress({ address, base }: Access, addressBits: number): Conclusion | undefined {
  const error = errorNumber(base ?? address);
  if (error !== undefined) {
    return wild(
      `The address ${hex(address)} comes from an error code that was used as a pointer (ERR_PTR(${error})), or lies just below NULL.`,
    );
  }
  const suspect = base !== undefined && !isCanonical(base, addressBits) ? base : address;
  if (isCanonical(suspect, addressBits)) return undefined;
  return wild(
    `${hex(suspect)} is no address at all: its upper bits differ (not canonical). The pointer was overwritten, or never was one.`,
  );
}

/** An address like others, at which the access was not allowed. */
function refusedAddress(scene: CrashScene, { address, kind }: Access): Conclusion {
  if (/general protection fault/.test(scene.message)) return generalProtection;
  if (address < 1n << BigInt(scene.source.addressBits - 1)) {
    return wild(`The kernel took ${hex(address)}, an address of user space, for one of its own.`);
  }
  if (scene.oops?.fault.isPermission && kind === 'write') {
    return conclude(
      'write-to-read-only',
      'Write to read-only memory',
      `Memory at ${hex(address)} is mapped, but may not be written.`,
    );
  }
  return wild(
    `Nothing is mapped at ${hex(address)}, or it may not be accessed so: the pointer is wrong, or what it pointed to was freed or unloaded.`,
  );
}

function conclude(
  kind: CrashKind,
  what: string,
  text: string,
  confidence: Diagnosis['confidence'] = 'certain',
): Conclusion {
  return { kind, what, text, confidence };
}

function wild(text: string): Conclusion {
  return conclude('wild-pointer', 'Access through a wild pointer', text);
}

const generalProtection = conclude(
  'general-protection',
  'General protection fault',
  'The processor refused the instruction: a privilege, a segment, or a register value that it does not allow.',
);

function nullDereference({ address, kind }: Access): Conclusion {
  const what = kind === 'write' ? 'wrote to' : kind === 'read' ? 'read from' : 'accessed memory at';
  const where = address === 0n ? 'NULL' : `NULL + ${hex(address)}`;
  return conclude('null-dereference', 'NULL pointer dereference', `The kernel ${what} ${where}.`);
}

function jump(address: bigint, poison: Poison | undefined): Conclusion {
  if (poison?.kind === 'freed') {
    return conclude(
      'use-after-free',
      'Use after free',
      `The kernel called a function through memory that was freed: ${hex(address)} is ${poison.meaning}.`,
      'probable',
    );
  }
  return address < nullPageSize
    ? conclude(
        'bad-jump',
        'Call through a NULL pointer',
        `The kernel called a function pointer that is ${address === 0n ? 'NULL' : `${hex(address)}, next to NULL`}.`,
      )
    : conclude(
        'bad-jump',
        'Jump to a bad address',
        `The kernel went on at ${hex(address)}, which is no code that may be executed: a function pointer or a return address was wrong.`,
      );
}

function usePoison(address: bigint, { kind, meaning }: Poison): Conclusion {
  const found = `The address ${hex(address)} comes from ${meaning}`;
  switch (kind) {
    case 'freed':
      return conclude(
        'use-after-free',
        'Use after free',
        `${found}: the pointer was read from memory that had been freed.`,
        'probable',
      );
    case 'uninitialized':
      return conclude(
        'uninitialized-memory',
        'Use of memory that was never written',
        `${found}: the pointer was read from memory that nobody had filled since it was allocated.`,
        'probable',
      );
    case 'deleted-entry':
      return conclude(
        'list-corruption',
        'Use of a deleted list entry',
        `${found}: the entry had been taken off its list before.`,
        'probable',
      );
  }
}

/** The register that the address was computed from. */
function registerEvidence({ instruction, frames }: CrashScene): Evidence | undefined {
  const base = instruction?.instruction.memory?.base;
  const value = base === undefined ? undefined : frames[0]?.registers?.get(base);
  return base === undefined || value === undefined
    ? undefined
    : { kind: 'register', name: base, value: hex(value) };
}

/** An allocator that follows its free list to nowhere suffers from what somebody else wrote. */
function allocation({ frames }: CrashScene): Partial<Diagnosis> {
  const symbol = frames[0]?.symbol;
  if (symbol === undefined || !isAllocator(symbol) || !/alloc/.test(symbol)) return {};
  return {
    kind: 'memory-corruption',
    what: 'Corrupt memory in the allocator',
    text: 'The allocator followed a pointer in its own free list to nowhere: somebody wrote to memory after freeing it, or beyond its end, before. The task that crashed is not to blame for that.',
    confidence: 'probable',
    blame: 'bystander',
  };
}
