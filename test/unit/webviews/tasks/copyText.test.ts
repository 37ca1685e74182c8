import assert from 'node:assert/strict';
import { copyText } from '../../../../webviews/tasks/model/copyText';
import { listedTask } from './listedTasks.fixture';

const all = { memoryBytes: 1_073_741_824, isAll: true };
const some = { ...all, isAll: false };
const heading = '      PID    PPID  CPU       TASK        ST  %MEM      VSZ      RSS  COMM';

describe('copied tasks', () => {
  it("read as crash's ps", () => {
    const kernelThread = listedTask({
      pid: 2,
      ppid: 0,
      comm: 'kthreadd',
      kernelThread: true,
      role: 'on-cpu',
    });
    assert.deepEqual(copyText([kernelThread, listedTask()], 'ps', all).split('\n'), [
      'crash> ps',
      heading,
      '>       2       0   3  ffff888003c0a000  IN   0.1     8192     1024  [kthreadd]',
      '     1234       1   3  ffff888003c0a000  IN   0.1     8192     1024  mysqld',
      '',
    ]);
  });

  it("read as crash's ps -m", () => {
    assert.equal(
      copyText([listedTask()], 'lastRun', some),
      'crash> ps -m 1234\n' +
        '[0 00:02:12.042] [IN]  PID: 1234     TASK: ffff888003c0a000  CPU: 3    COMMAND: "mysqld"\n',
    );
  });

  it('name the pids in the command as long as they are few', () => {
    const many = Array.from({ length: 21 }, (_, pid) => listedTask({ pid }));
    assert.match(copyText(many, 'ps', some), /^crash> ps\n/);
    assert.match(copyText(many.slice(0, 2), 'ps', some), /^crash> ps 0 1\n/);
  });

  it('never tell an unknown value as a number', () => {
    const unknown = listedTask({ pid: null, residentBytes: null, cpu: null, state: null, sinceRunMs: null });
    assert.match(
      copyText([unknown], 'ps', all),
      /^ {7}\?\? {7}1 {2}\?\? {2}ffff888003c0a000 {2}\?\? {4}\?\?/m,
    );
    assert.match(copyText([unknown], 'lastRun', all), /^\[\?\?\] \[\?\?\] {2}PID: \?\?/m);
    assert.match(copyText([unknown], 'tsv', all), /^\t1234\t1\t\t\t\t/m);
  });

  it('break neither fence, table nor terminal', () => {
    const hostile = listedTask({ comm: '```\n# x\t\u001b[2J' });
    const markdown = copyText([hostile], 'markdown', all);
    assert.ok(markdown.startsWith('````text\n') && markdown.endsWith('\n````\n'), markdown);
    assert.ok(!markdown.includes('\u001b'));
    assert.equal(copyText([hostile], 'tsv', all).trimEnd().split('\n').length, 2);
    assert.deepEqual(JSON.parse(copyText([hostile], 'json', all)), [hostile]);
  });
});
