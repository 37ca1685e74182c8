import assert from 'node:assert/strict';
import type { SourceOfFrames } from '../../../../../core/report/stacks/backtraceData';
import { withGuiltySource } from '../../../../../core/report/stacks/guiltySource';
import type { Verdict } from '../../../../../core/protocol/verdict';

const verdict: Verdict = {
  kind: 'null-dereference',
  title: 'NULL pointer dereference in f',
  summary: '',
  guilty: { function: 'f', offset: '0x9' },
  registers: [{ name: 'rax', value: '0x0' }],
  frames: [
    { symbol: 'f', offset: '0x9', pc: '0xffffffff81000009' },
    { symbol: 'g', offset: '0x20', pc: '0xffffffff81000120' },
  ],
  findings: [],
  signature: { id: '', text: '' },
  next: [],
  problems: [],
};

const asked: string[] = [];
const source: SourceOfFrames = {
  framesOf: ({ pc, kind }) => {
    asked.push(`${kind} ${pc.toString(16)}`);
    const location = { file: 'my/f.c', line: 14 };
    return [
      { functionName: 'inlined', isInlined: true, location: { file: 'my/f.h', line: 2 } },
      { functionName: 'f', isInlined: false, location },
    ];
  },
};

describe('the source line of the guilty function', () => {
  beforeEach(() => {
    asked.length = 0;
  });

  it('is that of the function itself where an exception came upon it', () => {
    const { file, line } = withGuiltySource(verdict, source).guilty;
    assert.deepEqual([file, line, ...asked], ['my/f.c', 14, 'interrupted ffffffff81000009']);
  });

  it('is that of the call where the function called what failed', () => {
    withGuiltySource({ ...verdict, guilty: { function: 'g', offset: '0x20' } }, source);
    assert.deepEqual(asked, ['call ffffffff81000120']);
  });

  it('is what the log says where it says one, and unknown without debuginfo', () => {
    const bug = { ...verdict, guilty: { ...verdict.guilty, file: 'a.c', line: 1 } };
    assert.equal(withGuiltySource(bug, source), bug);
    assert.equal(withGuiltySource(verdict, undefined), verdict);
    assert.equal(withGuiltySource(verdict, { framesOf: () => [] }), verdict);
  });
});
