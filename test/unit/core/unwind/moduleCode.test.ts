import assert from 'node:assert/strict';
import { readModuleCode } from '../../../../core/unwind/moduleCode';
import { BtfBuilder, type BuiltMember } from '../../../support/btfBuilder';
import { FakeObjects } from '../../../support/fakeObjects';

type Types = Record<'u32' | 'pointer' | 'list' | 'name' | 'arch' | 'layout' | 'memories', number>;

/** struct module with what a release has in it for its code. */
function objectsWith(code: (types: Types) => readonly BuiltMember[]): FakeObjects {
  const btf = new BtfBuilder();
  const u32 = btf.integer('unsigned int', 4);
  const pointer = btf.pointer(0);
  const name = btf.array(btf.integer('char', 1), 56);
  const list = btf.struct('list_head', 16, [
    ['next', btf.next + 1, 0],
    ['prev', btf.next + 1, 64],
  ]);
  btf.pointer(list);
  const arch = btf.struct('mod_arch_specific', 24, [
    ['num_orcs', u32, 0],
    ['orc_unwind_ip', pointer, 64],
    ['orc_unwind', pointer, 128],
  ]);
  const layout = btf.struct('module_layout', 16, [
    ['base', pointer, 0],
    ['size', u32, 64],
    ['text_size', u32, 96],
  ]);
  const memory = btf.struct('module_memory', 16, [
    ['base', pointer, 0],
    ['size', u32, 64],
  ]);
  const memories = btf.array(memory, 7);
  const members = code({ u32, pointer, list, name, arch, layout, memories });
  btf.struct('module', 512, [['list', list, 64], ['name', name, 192], ['arch', arch, 1024], ...members]);
  return new FakeObjects(btf);
}

function addModule(fake: FakeObjects, values: Readonly<Record<string, bigint>>): bigint {
  const head = fake.allocate('list_head');
  const module = fake.allocate('module');
  fake.symbols.set('modules', head);
  fake.set('module', module, { name: 'crashy', ...values });
  fake.link([head, fake.addressOf('module', module, 'list')]);
  return module;
}

const orc = { 'arch.num_orcs': 3n, 'arch.orc_unwind_ip': 0xf000n, 'arch.orc_unwind': 0xf100n };

describe('code of modules', () => {
  it('is in two layouts until 6.3', () => {
    const fake = objectsWith(({ layout }) => [
      ['core_layout', layout, 2048],
      ['init_layout', layout, 2176],
    ]);
    addModule(fake, {
      ...orc,
      'core_layout.base': 0xa000n,
      'core_layout.size': 0x3000n,
      'core_layout.text_size': 0x1000n,
      'init_layout.base': 0xe000n,
      'init_layout.size': 0x1000n,
      'init_layout.text_size': 0x800n,
    });
    assert.deepEqual(readModuleCode(fake.objects), [
      {
        name: 'crashy',
        ranges: [
          { start: 0xa000n, end: 0xb000n },
          { start: 0xe000n, end: 0xe800n },
        ],
        memory: [
          { start: 0xa000n, end: 0xd000n },
          { start: 0xe000n, end: 0xf000n },
        ],
        orc: { addresses: 0xf000n, entries: 0xf100n, count: 3 },
      },
    ]);
  });

  it('is in one memory for each kind since 6.4, that of the init section while it is there', () => {
    const fake = objectsWith(({ memories }) => [['mem', memories, 2048]]);
    addModule(fake, {
      'mem[0].base': 0xa000n,
      'mem[0].size': 0x1000n,
      'mem[1].base': 0xc000n,
      'mem[1].size': 0x500n,
    });
    const [module] = readModuleCode(fake.objects);
    assert.deepEqual(module?.ranges, [{ start: 0xa000n, end: 0xb000n }]);
    assert.equal(module.orc, undefined);
  });

  it('is unknown without the list, and where the dump lacks the module', () => {
    const fake = objectsWith(({ memories }) => [['mem', memories, 2048]]);
    assert.deepEqual(readModuleCode(fake.objects), []);
    fake.remove(addModule(fake, {}));
    assert.deepEqual(readModuleCode(fake.objects), []);
  });
});
