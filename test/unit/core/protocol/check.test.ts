import assert from 'node:assert/strict';
import fc from 'fast-check';
import { VmcoreError } from '../../../../core/base/errors';
import { dumpHostChecks } from '../../../../core/protocol/dumpHost';
import { logPanelChecks } from '../../../../core/protocol/logPanel';
import { overviewPageChecks } from '../../../../core/protocol/overviewPage';

const refused = { name: 'VmcoreError', code: 'bad-request' };

function readMemory(address: string, sizeBytes: number): unknown {
  return dumpHostChecks.readMemory({ address, sizeBytes, physical: false }, 'readMemory');
}

describe('checks of requests', () => {
  it('let good params through', () => {
    assert.deepEqual(dumpHostChecks.open({ path: '/var/crash/vmcore' }, 'open'), {
      path: '/var/crash/vmcore',
    });
    const range = { start: 0, count: 100 };
    assert.deepEqual(logPanelChecks.logChunk(range, 'logChunk'), range);
    assert.deepEqual(overviewPageChecks.showLog({}, 'showLog'), {});
    assert.deepEqual(overviewPageChecks.showLog({ logIndex: 3 }, 'showLog'), { logIndex: 3 });
  });

  it('drop members that nobody foresaw', () => {
    const params = { format: 'crash', path: '/etc/shadow', command: 'rm' };
    assert.deepEqual(overviewPageChecks.copy(params, 'copy'), { format: 'crash' });
  });

  it('name the member that is wrong', () => {
    assert.throws(() => dumpHostChecks.logChunk({ start: 0, count: -1 }, 'logChunk'), {
      ...refused,
      message: 'A message was refused: “logChunk.count” has to be a whole number from 0 to 100000.',
    });
  });

  const bad: readonly (readonly [string, () => unknown])[] = [
    ['a path that is a number', () => dumpHostChecks.open({ path: 5 }, 'open')],
    ['no params at all', () => dumpHostChecks.open(undefined, 'open')],
    ['a fraction', () => overviewPageChecks.showLog({ logIndex: 1.5 }, 'showLog')],
    ['infinity', () => overviewPageChecks.showLog({ logIndex: Infinity }, 'showLog')],
    [
      'a remedy that is a command',
      () => overviewPageChecks.remedy({ remedy: 'workbench.action.quit' }, 'remedy'),
    ],
    ['an inherited name', () => overviewPageChecks.remedy({ remedy: 'toString' }, 'remedy')],
    ['an address of 17 digits', () => readMemory('0x10000000000000000', 8)],
    ['an address in words', () => readMemory('init_task', 8)],
    ['a read of 1 GiB', () => readMemory('0x0', 2 ** 30)],
  ];
  for (const [what, check] of bad) {
    it(`refuse ${what}`, () => {
      assert.throws(check, refused);
    });
  }

  it('throw nothing but refusals, whatever comes', () => {
    const checks = [
      ...Object.values(dumpHostChecks),
      ...Object.values(logPanelChecks),
      ...Object.values(overviewPageChecks),
    ];
    fc.assert(
      fc.property(fc.anything(), (params) => {
        for (const check of checks as ((value: unknown, name: string) => unknown)[]) {
          try {
            check(params, 'request');
          } catch (error) {
            assert.ok(error instanceof VmcoreError && error.code === 'bad-request', String(error));
          }
        }
      }),
    );
  });
});
