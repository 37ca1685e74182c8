import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flagText } from '../../debug-adapter/variables/flagText';
import type { NumberOrigin } from '../../debug-adapter/variables/knownFlags';
import type { TypeTable } from '../../core/types/typeTable';
import { builtTypes } from '../support/builtTypes';
import { BtfBuilder } from '../support/btfBuilder';
import { kernelHeaders } from './lab/kernelHeaders';
import { kernel, type KernelName } from './lab/kernels';

/** Where flags that are macros come from, and the headers that have defined them, newest first. */
const words: readonly (readonly [origin: NumberOrigin, headers: readonly string[]])[] = [
  [{ place: 'task_struct.flags' }, ['sched.h']],
  [{ place: 'task_struct.__state' }, ['sched.h']],
  [{ place: 'signal_struct.flags' }, ['sched/signal.h']],
  [{ place: 'vm_area_struct.vm_flags' }, ['mm.h']],
  [{ place: 'super_block.s_flags' }, ['fs/super_types.h', 'fs.h']],
  [{ place: 'inode.i_state' }, ['fs.h']],
  [{ place: 'inode.i_flags' }, ['fs.h']],
  [{ place: 'module.taints' }, ['panic.h', 'kernel.h']],
  [{ typeName: 'vm_flags_t' }, ['mm.h']],
  [{ typeName: 'fmode_t' }, ['fs.h']],
  [{ typeName: 'gfp_t' }, ['gfp_types.h', 'gfp.h']],
];

/** The kernels of the lab, and what an inode's state is declared as there: its bits have changed places with that. */
const kernels = [
  ['x86-5.10', 'unsigned long'],
  ['x86-6.1', 'unsigned long'],
  ['x86-6.12', 'u32'],
  ['x86-newest', 'inode_state_flags'],
] as const satisfies readonly (readonly [KernelName, string])[];

/**
 * `PF_IDLE 0x2`, `I_LRU (1 << 3)`, `I_NEW (1 << __I_NEW)`, `TAINT_DIE 7` (the bit's number), `FMODE_READ ((__force
 * fmode_t)(1 << 0))`, `DECLARE_VMA_BIT(READ, 0)`, `BIT(___GFP_IO_BIT)` (of an enum).
 */
function definedBit(text: string, name: string): bigint | undefined {
  const declared = new RegExp(`DECLARE_VMA_BIT\\(${name.replace(/^VM_/, '')},\\s*(\\d+)\\)`).exec(text)?.[1];
  if (declared !== undefined) return 1n << BigInt(declared);
  const value = macro(text, name.startsWith('__GFP_') ? `_${name}` : name)?.replace(
    /\(\(__force \w+\)(.*)\)/,
    '$1',
  );
  const bit = /^\(?(?:1U?L?L?|BIT)\s*(?:<<\s*|\()(\w+)\)?$/.exec(value ?? '')?.[1];
  if (bit !== undefined) return 1n << BigInt(bitNumber(text, bit));
  const number = /^\(?(0x[0-9a-f]+|\d+)U?L?\)?$/i.exec(value ?? '')?.[1];
  if (number === undefined) return undefined;
  return name.startsWith('TAINT_') ? 1n << BigInt(number) : BigInt(number);
}

/** What stands behind the name, up to a comment. */
function macro(text: string, name: string): string | undefined {
  return new RegExp(`^#\\s*define\\s+${name}\\s+(.*?)\\s*(?:/[/*].*)?$`, 'm').exec(text)?.[1];
}

/** A number itself, one with a name, or the place of a name in an enum. */
function bitNumber(text: string, bit: string): number {
  if (/^\d+$/.test(bit)) return Number(bit);
  const named = macro(text, bit);
  if (named !== undefined) return Number(named);
  const names: readonly string[] =
    /enum \{([^}]*___GFP_DMA_BIT[^}]*)\}/.exec(text)?.[1]?.match(/___GFP_\w+/g) ?? [];
  return names.indexOf(bit);
}

describe('names of flags', function () {
  this.timeout(120_000);

  for (const [name, inodeState] of kernels)
    it(`are those of the headers of ${name}`, async () => {
      const { sourceFolder } = await kernelHeaders(await kernel(name));
      const types = typesWith(inodeState);
      const wrong: string[] = [];
      const compared = new Map<NumberOrigin, number>();
      for (const [origin, headers] of words) {
        const text = headerText(sourceFolder, headers);
        for (let bit = 0n; bit < 40n; bit++) {
          const flag = /<(\w+)>/.exec(flagText(1n << bit, origin, types) ?? '')?.[1];
          const defined = flag?.startsWith('0x') === false ? definedBit(text, flag) : undefined;
          if (defined === undefined) continue;
          compared.set(origin, (compared.get(origin) ?? 0) + 1);
          if (defined !== 1n << bit)
            wrong.push(`${Object.values(origin).join()}: ${flag} is ${defined}, not ${1n << bit}`);
        }
      }
      assert.deepEqual(wrong, []);
      // An enum of flags names itself.
      const silent = words.filter(([origin]) => !compared.has(origin)).map(([{ place }]) => place);
      assert.deepEqual(silent, inodeState === 'inode_state_flags' ? ['inode.i_state'] : []);
      const count = [...compared.values()].reduce((sum, each) => sum + each, 0);
      assert.ok(count > 170, `${count} flags compared`);
    });
});

/** Types of which the inode's state alone matters. */
function typesWith(inodeState: string): TypeTable {
  const btf = new BtfBuilder();
  const word =
    inodeState === 'unsigned long' ? btf.integer('long unsigned int', 8) : btf.integer('unsigned int', 4);
  const type = inodeState === 'inode_state_flags' ? btf.struct(inodeState, 4, [['__state', word, 0]]) : word;
  btf.struct('inode', 8, [['i_state', type, 0]]);
  return builtTypes(btf);
}

function headerText(sourceFolder: string, headers: readonly string[]): string {
  return headers
    .map((header) => join(sourceFolder, 'include/linux', header))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}
