import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flagWordText } from '../../debug-adapter/variables/knownFlags';

import { builtTypes } from '../support/builtTypes';
import { BtfBuilder } from '../support/btfBuilder';
import { kernelHeaders } from './lab/kernelHeaders';
import { kernel, type KernelName } from './lab/kernels';

/** Members whose flags are macros, and the header that defines them. */
const words: readonly (readonly [place: string, header: string])[] = [
  ['task_struct.flags', 'sched.h'],
  ['task_struct.__state', 'sched.h'],
  ['signal_struct.flags', 'sched/signal.h'],
  ['vm_area_struct.vm_flags', 'mm.h'],
  ['super_block.s_flags', 'fs.h'],
  ['module.taints', 'panic.h'],
];

/** `PF_IDLE 0x2`, `I_NEW (1 << 3)`, `TAINT_DIE 7` (the bit's number), `DECLARE_VMA_BIT(READ, 0)`. */
function definedBit(text: string, name: string): bigint | undefined {
  const value = new RegExp(`^#\\s*define\\s+${name}\\s+\\(?([^/\\n]*?)\\)?\\s*(?:/[/*].*)?$`, 'm').exec(
    text,
  )?.[1];
  const declared = new RegExp(`DECLARE_VMA_BIT\\(${name.replace(/^VM_/, '')},\\s*(\\d+)\\)`).exec(text)?.[1];
  if (declared !== undefined) return 1n << BigInt(declared);
  const bit = /^(?:1U?L?L?|BIT)\s*(?:<<\s*|\()(\d+)/.exec(value ?? '')?.[1];
  if (bit !== undefined) return 1n << BigInt(bit);
  const number = /^(0x[0-9a-f]+|\d+)U?L?$/i.exec(value ?? '')?.[1];
  if (number === undefined) return undefined;
  return name.startsWith('TAINT_') ? 1n << BigInt(number) : BigInt(number);
}

describe('names of flags', function () {
  this.timeout(120_000);
  const noTypes = builtTypes(new BtfBuilder());

  for (const name of [
    'x86-5.10',
    'x86-6.1',
    'x86-6.12',
    'x86-newest',
  ] as const satisfies readonly KernelName[])
    it(`are those of the headers of ${name}`, async () => {
      const { sourceFolder } = await kernelHeaders(await kernel(name));
      const wrong: string[] = [];
      let compared = 0;
      for (const [place, header] of words) {
        const text = readFileSync(headerPath(sourceFolder, header), 'utf8');
        for (let bit = 0n; bit < 40n; bit++) {
          const flag = /<(\w+)>/.exec(flagWordText(1n << bit, place, noTypes) ?? '')?.[1];
          const defined = flag?.startsWith('0x') === false ? definedBit(text, flag) : undefined;
          if (defined === undefined) continue;
          compared++;
          if (defined !== 1n << bit) wrong.push(`${place}: ${flag} is ${defined}, not ${1n << bit}`);
        }
      }
      assert.deepEqual(wrong, []);
      assert.ok(compared > 90, `${compared} flags compared`);
    });
});

/** Taints were the kernel's own affair before 5.11. */
function headerPath(sourceFolder: string, header: string): string {
  const isOld = header === 'panic.h' && sourceFolder.includes('5.10');
  return join(sourceFolder, 'include/linux', isOld ? 'kernel.h' : header);
}
