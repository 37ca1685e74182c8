import { FakeObjects } from './fakeObjects';
import { structTypes, type StructDefinitions } from './structTypes';

const parts: StructDefinitions = {
  module_memory: { base: 'void*', size: 'u32' },
  module_layout: { base: 'void*', size: 'u32', text_size: 'u32' },
  module_use: { source_list: 'list_head', target_list: 'list_head', source: 'module*', target: 'module*' },
  kernel_param_ops: { set: 'void*', get: 'void*' },
  kparam_array: { max: 'u32', elemsize: 'u32', num: 'u32*', ops: 'kernel_param_ops*', elem: 'void*' },
  kparam_string: { maxlen: 'u32', string: 'char*' },
  kernel_param: {
    name: 'char*',
    ops: 'kernel_param_ops*',
    arg: 'void*',
    arr: 'kparam_array*',
    str: 'kparam_string*',
  },
  bin_attribute: { size: 'u64', private: 'void*' },
  attribute_group: { bin_attrs: 'bin_attribute**' },
};

const moduleMembers = {
  state: 'u32',
  list: 'list_head',
  name: 'char[56]',
  version: 'char*',
  srcversion: 'char*',
  taints: 'u64',
  refcnt: 'atomic_t',
  source_list: 'list_head',
  kp: 'kernel_param*',
  num_kp: 'u32',
  notes_attrs: 'module_notes_attrs*',
};

/** As 6.12 keeps modules, and 7.2 where it differs from that. */
export const newModules: StructDefinitions = {
  ...parts,
  module_notes_attrs: { grp: 'attribute_group', attrs: 'bin_attribute[4]' },
  module: { ...moduleMembers, mem: 'module_memory[7]' },
};

/** As 5.10 and 6.1 keep them. */
export const oldModules: StructDefinitions = {
  ...parts,
  module_notes_attrs: { notes: 'u32', attrs: 'bin_attribute[4]' },
  module: { ...moduleMembers, core_layout: 'module_layout', init_layout: 'module_layout' },
};

/** A kernel with modules; they stand on its list in the order of their making. */
export class FakeModules extends FakeObjects {
  private readonly links: bigint[] = [];

  constructor(definitions: StructDefinitions) {
    super(structTypes(definitions));
    const head = this.allocate('list_head');
    this.symbols.set('modules', head);
    this.links.push(head);
    this.link(this.links);
  }

  module(name: string, values: Readonly<Record<string, bigint>>): bigint {
    const address = this.allocate('module');
    this.set('module', address, { name, ...values, 'refcnt.counter': values['refcnt.counter'] ?? 1n });
    this.link([this.addressOf('module', address, 'source_list')]);
    this.links.push(this.addressOf('module', address, 'list'));
    this.link(this.links);
    return address;
  }

  /** The module needs the others' symbols. */
  use(user: bigint, used: bigint): void {
    const use = this.allocate('module_use');
    this.set('module_use', use, { source: user, target: used });
    this.link([
      this.addressOf('module', used, 'source_list'),
      this.addressOf('module_use', use, 'source_list'),
    ]);
  }

  text(value: string): bigint {
    const address = this.allocate('list_head');
    this.memory.write(BigInt.asUintN(32, address), Buffer.from(`${value}\0`, 'latin1'));
    return address;
  }

  bytes(value: Uint8Array): bigint {
    const address = this.allocate('list_head');
    this.memory.write(BigInt.asUintN(32, address), value);
    return address;
  }

  /** Operations with the getter of that name. */
  operations(getter: string): bigint {
    const get = this.symbols.get(getter) ?? 0xffff_ffff_8000_0000n + BigInt(this.symbols.size * 16);
    this.symbols.set(getter, get);
    const address = this.allocate('kernel_param_ops');
    this.set('kernel_param_ops', address, { get });
    return address;
  }
}
