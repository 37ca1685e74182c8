import assert from 'node:assert/strict';
import { fromErrorData, VmcoreError } from '../../../../core/base/errors';
import type { DumpDiagnosis } from '../../../../core/protocol/dumpDiagnosis';
import type { FileSummary } from '../../../../core/protocol/dumpSummary';
import { DumpCatalog } from '../../../../extension/dumps/dumpCatalog';
import type { DumpReader } from '../../../../extension/dumps/dumpReader';
import { KnownDumps } from '../../../../extension/dumps/knownDumps';
import type { CandidateFile, FolderProblem } from '../../../../extension/dumps/searchFolder';
import { diagnosisOfCrash, summaryOf } from '../../../support/listedDumps';

const ended = { code: 'dump-host-stopped', message: 'Stopped.', nextStep: 'Reopen.' };
const takesLong = { code: 'takes-long', message: 'Takes long.', nextStep: 'Open it.' };

/** Files, what is in them, and what was asked. */
class Folder {
  readonly asked: string[] = [];
  problems: readonly FolderProblem[] = [];
  private readonly files = new Map<string, { readonly file: CandidateFile; readonly summary: FileSummary }>();
  private readonly crashes = new Map<string, Promise<DumpDiagnosis>>();
  private whenStopped: (() => void) | undefined;

  readonly reader = {
    read: async (method: string, path: string): Promise<unknown> => {
      this.asked.push(`${method} ${path}`);
      if (method === 'summarize') return this.files.get(path)?.summary ?? { kind: 'other' };
      const stopped = new Promise((_, reject) => {
        this.whenStopped = () => {
          reject(fromErrorData(ended));
        };
      });
      return await Promise.race([this.crashes.get(path), stopped]);
    },
    stop: (): void => {
      this.whenStopped?.();
    },
  } as unknown as DumpReader;

  put(path: string, summary: FileSummary = dump(path), modifiedMs = 1000): void {
    this.files.set(path, { file: { path, sizeBytes: 4096, modifiedMs }, summary });
  }

  remove(path: string): void {
    this.files.delete(path);
  }

  crash(path: string, diagnosis: Promise<DumpDiagnosis>): void {
    this.crashes.set(path, diagnosis);
  }

  search(): Promise<{ files: CandidateFile[]; problems: readonly FolderProblem[] }> {
    return Promise.resolve({
      files: [...this.files.values()].map(({ file }) => file),
      problems: this.problems,
    });
  }
}

const dump = (path: string, parts = [path]): FileSummary => ({
  kind: 'dump',
  summary: summaryOf(path, { parts }),
});

const newStore = (): ConstructorParameters<typeof KnownDumps>[0] => {
  const values = new Map<string, unknown>();
  return {
    get: (key) => values.get(key),
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
};

describe('the catalog of dumps', () => {
  let folder: Folder;
  let store: ReturnType<typeof newStore>;
  let catalog: DumpCatalog;
  const paths = (): string[] => catalog.dumps.map(({ path }) => path).sort();
  const open = (): DumpCatalog =>
    new DumpCatalog(() => folder.search(), folder.reader, new KnownDumps(store, '1'));

  beforeEach(() => {
    folder = new Folder();
    store = newStore();
    catalog = open();
  });

  it('lists dumps, keeps those that are damaged or closed, and leaves out what is no dump', async () => {
    folder.put('/good');
    folder.put('/damaged', { kind: 'broken', error: takesLong });
    folder.put('/closed', { kind: 'unreadable', error: takesLong });
    folder.put('/other', { kind: 'other' });
    await catalog.search();
    assert.deepEqual(paths(), ['/closed', '/damaged', '/good']);
    assert.equal(catalog.isUpToDate, true);
    assert.deepEqual(catalog.work, { kind: 'none' });
  });

  it('reads a file again only when it changed, in this session or another', async () => {
    folder.put('/a');
    folder.put('/other', { kind: 'other' });
    await catalog.search();
    folder.asked.length = 0;
    await catalog.search();
    assert.deepEqual(folder.asked, []);
    catalog = open();
    folder.put('/other', { kind: 'other' });
    folder.put('/a', dump('/a'), 2000);
    folder.put('/b');
    await catalog.search();
    assert.deepEqual(folder.asked, ['summarize /a', 'summarize /other', 'summarize /b']);
    folder.remove('/a');
    await catalog.search();
    assert.deepEqual(paths(), ['/b']);
  });

  it('lists a split set once, by its first part', async () => {
    const parts = ['/1', '/2', '/3'];
    for (const part of ['/2', '/1', '/3']) folder.put(part, dump(part, parts));
    await catalog.search();
    assert.deepEqual(paths(), ['/1']);
    assert.deepEqual(folder.asked, ['summarize /2']);
    await catalog.search();
    assert.deepEqual(paths(), ['/1']);
  });

  it('reads why machines went down, once, and remembers it', async () => {
    folder.put('/a');
    folder.crash('/a', Promise.resolve(diagnosisOfCrash('bug foo')));
    await catalog.search();
    await catalog.readCrashes();
    assert.equal(catalog.dumps[0]?.diagnosis?.signature.text, 'bug foo');
    catalog = open();
    await catalog.search();
    assert.equal(catalog.dumps[0]?.diagnosis?.signature.text, 'bug foo');
    await catalog.readCrashes();
    assert.deepEqual(folder.asked, ['summarize /a', 'diagnose /a']);
  });

  it('does not try again in vain, before somebody asks for it', async () => {
    folder.put('/a');
    folder.crash('/a', Promise.reject(fromErrorData(takesLong)));
    await catalog.search();
    await catalog.readCrashes();
    assert.equal(catalog.dumps[0]?.error?.code, 'takes-long');
    await catalog.search();
    await catalog.readCrashes();
    assert.deepEqual(folder.asked, ['summarize /a', 'diagnose /a']);
    catalog.forgetFailures();
    await catalog.search();
    await catalog.readCrashes();
    assert.deepEqual(folder.asked, ['summarize /a', 'diagnose /a', 'diagnose /a']);
  });

  it('stops reading when it is told to, and goes on later', async () => {
    folder.put('/a');
    folder.put('/b');
    folder.crash('/a', new Promise(() => undefined));
    folder.crash('/b', Promise.resolve(diagnosisOfCrash('bug foo')));
    await catalog.search();
    const reading = catalog.readCrashes();
    assert.deepEqual(catalog.work, { kind: 'reading', done: 0, total: 2 });
    assert.equal(catalog.dumps[0]?.isBeingRead, true);
    catalog.cancel();
    await reading;
    assert.deepEqual(catalog.work, { kind: 'none' });
    assert.ok(
      catalog.dumps.every(({ diagnosis, error, isBeingRead }) => !diagnosis && !error && !isBeingRead),
    );
    folder.crash('/a', Promise.resolve(diagnosisOfCrash('bug bar')));
    await catalog.readCrashes();
    assert.ok(catalog.dumps.every(({ diagnosis }) => diagnosis));
  });

  it('takes the verdict of a dump that somebody opened meanwhile', async () => {
    folder.put('/a');
    folder.crash('/a', new Promise(() => undefined));
    await catalog.search();
    const reading = catalog.readCrashes();
    catalog.learn('/a', diagnosisOfCrash('bug opened'));
    catalog.learn('/nowhere', diagnosisOfCrash('bug opened'));
    catalog.cancel();
    await reading;
    assert.equal(catalog.dumps[0]?.diagnosis?.signature.text, 'bug opened');
    assert.equal(catalog.dumps[0].isBeingRead, undefined);
  });

  it('lets a new search end the one before', async () => {
    folder.put('/a');
    const first = catalog.search();
    folder.put('/b');
    await Promise.all([first, catalog.search()]);
    assert.deepEqual(paths(), ['/a', '/b']);
    assert.equal(catalog.isUpToDate, true);
  });

  it('passes on which folders could not be searched, and why a search failed', async () => {
    folder.problems = [{ path: '/var/crash', kind: 'no-permission' }];
    await catalog.search();
    assert.deepEqual(catalog.problems, folder.problems);
    folder.search = () => Promise.reject(new VmcoreError('x', 'No.', 'Go.'));
    await assert.rejects(catalog.search(), { code: 'x' });
    assert.equal(catalog.isUpToDate, false);
    assert.deepEqual(catalog.work, { kind: 'none' });
  });
});
