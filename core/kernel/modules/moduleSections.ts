import { ifKnown } from '../../types/errors';
import type { TypedObject } from '../../types/typedObject';

/** A module compiled with a section for each function has some thousand. */
const maxSections = 1 << 14;

/**
 * Where each of a module's sections was loaded, by name, as /sys/module/NAME/sections tells: what its debuginfo, whose
 * addresses count from sections, is placed by. Empty where the kernel keeps no such list (CONFIG_KALLSYMS, CONFIG_SYSFS).
 */
export function readModuleSections(module: TypedObject): ReadonlyMap<string, bigint> {
  const sections = new Map<string, bigint>();
  for (const { name, address } of ifKnown(() => [...sectionAttributes(module)]) ?? []) {
    sections.set(name, address);
  }
  return sections;
}

interface LoadedSection {
  readonly name: string;
  readonly address: bigint;
}

/** struct module_sect_attrs of kernel/module/sysfs.c: with a count until 6.13, a list that ends with null since. */
function* sectionAttributes(module: TypedObject): Generator<LoadedSection> {
  const list = module.member('sect_attrs').target;
  if (list.address === 0n) return;
  const count = list.findMember('nsections')?.number;
  if (count !== undefined) {
    for (let index = 0; index < Math.min(count, maxSections); index++) {
      const section = list.member('attrs').element(index);
      yield {
        name: section.member('battr').member('attr').member('name').text,
        address: section.member('address').pointer,
      };
    }
    return;
  }
  const attributes = list.member('grp').member('bin_attrs', 'bin_attrs_new').target;
  for (let index = 0; index < maxSections; index++) {
    const attribute = attributes.plus(index).target;
    if (attribute.address === 0n) return;
    yield {
      name: attribute.member('attr').member('name').text,
      address: attribute.member('private').pointer,
    };
  }
}
