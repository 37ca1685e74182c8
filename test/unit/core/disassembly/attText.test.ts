import assert from 'node:assert/strict';
import { attText } from '../../../../core/disassembly/attText';

/** What Capstone says, and what objdump 2.40 prints of the same bytes. */
const cases: readonly (readonly [mnemonic: string, operands: string, expected: string])[] = [
  ['movq', '$18446744071608448512, %rdi', 'mov $0xffffffff82c3b600,%rdi'],
  ['cmpl', '$-0x7e, %eax', 'cmp $0xffffff82,%eax'],
  ['cmpq', '$-1, 0x38(%r13)', 'cmpq $0xffffffffffffffff,0x38(%r13)'],
  ['movl', '$0, -8(%rbp)', 'movl $0x0,-0x8(%rbp)'],
  ['leaq', '(, %rbp, 4), %r12', 'lea 0x0(,%rbp,4),%r12'],
  ['leaq', '(%rax, %rdx), %r12', 'lea (%rax,%rdx,1),%r12'],
  ['movq', '(%r13), %rax', 'mov 0x0(%r13),%rax'],
  ['movq', '-0x7d3c4a00(, %rax, 8), %rdi', 'mov -0x7d3c4a00(,%rax,8),%rdi'],
  ['movq', '%gs:0, %rax', 'mov %gs:0x0,%rax'],
  ['movq', '$0, %gs:0x28', 'movq $0x0,%gs:0x28'],
  ['callq', '0xffffffff810879c0', 'call 0xffffffff810879c0'],
  ['callq', '*8(%rax)', 'call *0x8(%rax)'],
  ['retq', '', 'ret'],
  ['pushq', '$-1', 'push $0xffffffffffffffff'],
  ['shlq', '%cl, (%rdi)', 'shlq %cl,(%rdi)'],
  ['shlq', '%cl, %rdi', 'shl %cl,%rdi'],
  ['cmovbel', '%eax, %edx', 'cmovbe %eax,%edx'],
  ['cmovneq', '8(%rip), %rdx', 'cmovne 0x8(%rip),%rdx'],
  ['lock btsq', '%rcx, (%rax)', 'lock bts %rcx,(%rax)'],
  ['lock orb', '$0x20, 1(%r15)', 'lock orb $0x20,0x1(%r15)'],
  ['movslq', '%edx, %rdx', 'movslq %edx,%rdx'],
  ['movzbl', '1(%rsp), %eax', 'movzbl 0x1(%rsp),%eax'],
];

describe('the text of x86 instructions', () => {
  for (const [mnemonic, operands, expected] of cases)
    it(`is objdump's: ${expected}`, () => {
      assert.equal(attText(mnemonic, operands), expected);
    });
});
