import assert from 'node:assert/strict';
import { RegistersAlone } from '../../../../core/unwind/registersAlone';

describe('stacks of machines that are not unwound', () => {
  for (const [machine, pc, sp] of [
    ['ppc64le', 'nip', 'gpr1'],
    ['s390x', 'psw_address', 'gpr15'],
    ['i686', 'eip', 'esp'],
  ] as const)
    it(`have the place where a cpu of ${machine} was, and say that there is more`, () => {
      const registers = new Map([
        [pc, 0xc000_0010n],
        [sp, 0xc020_0000n],
      ]);
      const { frames, end } = new RegistersAlone(machine).unwindFrom(registers);
      assert.deepEqual(frames, [
        { pc: 0xc000_0010n, stackAddress: 0xc020_0000n, kind: 'current', registers },
      ]);
      assert.equal(end.kind, 'not-unwound');
      assert.match(end.message, new RegExp(`Stacks of ${machine} machines`));
    });

  it('have nothing where the registers are not known, or of a task that was on no cpu', () => {
    const unwinder = new RegistersAlone('mips64');
    assert.deepEqual(unwinder.unwindFrom(new Map([['pc', 1n]])).frames, []);
    assert.deepEqual(new RegistersAlone('ppc64le').unwindFrom(new Map()).frames, []);
    assert.throws(() => unwinder.unwindTask(), { code: 'unwind-unsupported' });
  });
});
