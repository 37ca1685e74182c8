import { virtualAddress } from '../../base/address';
import { findBuildIdNote } from '../../dump/buildIdNote';
import type { TypedObject } from '../../types/typedObject';

/** Far more than one section of notes takes. */
const maxNoteBytes = 0x1_0000;
const maxSections = 64;
/** BUILD_ID_SIZE_MAX of include/linux/buildid.h; SHA-1 fills it. */
const buildIdBytes = 20;

/**
 * As hex digits. Kernels with CONFIG_STACKTRACE_BUILD_ID (5.14) keep it in the module; the others keep its sections of
 * notes for /sys/module/NAME/notes.
 */
export function readModuleBuildId(module: TypedObject): string | undefined {
  const own = module.findMember('build_id');
  if (own) return buildIdAt(own);
  const { littleEndian } = module.space.machine;
  for (const attribute of noteAttributes(module)) {
    const sizeBytes = attribute.member('size').number;
    if (!(sizeBytes > 0 && sizeBytes <= maxNoteBytes)) continue;
    const notes = readBytes(attribute, attribute.member('private').pointer, sizeBytes);
    const found = notes && findBuildIdNote(notes, littleEndian);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A module that was built without one has zeros. */
function buildIdAt(member: TypedObject): string | undefined {
  const bytes = readBytes(member, member.address, buildIdBytes);
  return bytes?.some((byte) => byte !== 0) ? Buffer.from(bytes).toString('hex') : undefined;
}

/** struct module_notes_attrs of kernel/module/sysfs.c: with a count until 6.13, a list that ends with null since. */
function* noteAttributes(module: TypedObject): Iterable<TypedObject> {
  const notes = module.member('notes_attrs').target;
  if (notes.address === 0n) return;
  const count = notes.findMember('notes')?.number;
  if (count !== undefined) {
    for (let index = 0; index < Math.min(count, maxSections); index++) {
      yield notes.member('attrs').element(index);
    }
    return;
  }
  const list = notes.member('grp').member('bin_attrs', 'bin_attrs_new').target;
  for (let index = 0; index < maxSections; index++) {
    const attribute = list.plus(index).target;
    if (attribute.address === 0n) return;
    yield attribute;
  }
}

function readBytes({ space }: TypedObject, address: bigint, sizeBytes: number): Uint8Array | undefined {
  const bytes = new Uint8Array(sizeBytes);
  return space.memory.read(virtualAddress(address), bytes).length === 0 ? bytes : undefined;
}
