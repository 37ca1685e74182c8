import assert from 'node:assert/strict';
import { memberPath, structName, typedefName, wholeNumber } from '../../../../debug-adapter/gdb/gdbValueText';

describe('what gdb says of a value', () => {
  it('is a number, or something else', () => {
    assert.equal(wholeNumber('3264'), 3264n);
    assert.equal(wholeNumber('0xcc0'), 0xcc0n);
    for (const text of ['-1', '<optimized out>', '{...}', "65 'A'", '0x10 <symbol>', '', '0x'])
      assert.equal(wholeNumber(text), undefined, text);
  });

  it('tells the struct that it is, or points to', () => {
    assert.equal(structName('struct file *'), 'file');
    assert.equal(structName('const struct file'), 'file');
    assert.equal(structName('union thread_union'), 'thread_union');
    for (const type of ['struct file **', 'struct {...}', 'unsigned int', 'memdesc_flags_t', ''])
      assert.equal(structName(type), '', type);
  });

  it('tells the typedef that it is declared with', () => {
    assert.equal(typedefName('gfp_t'), 'gfp_t');
    assert.equal(typedefName('const volatile gfp_t'), 'gfp_t');
    assert.equal(typedefName('unsigned int'), undefined);
  });

  it('is of a member where the expression is the path to one, and nothing else', () => {
    assert.deepEqual(memberPath('task->flags'), { struct: 'task', member: 'flags' });
    assert.deepEqual(memberPath(' a.b[i]->c '), { struct: 'a.b[i]', member: 'c' });
    for (const text of ['1 + task->flags', '!task->flags', 'task', 'f(x).y', 'a.b + 1', '-task->flags', ''])
      assert.equal(memberPath(text), undefined, text);
  });
});
