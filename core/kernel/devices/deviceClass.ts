import type { Problem } from '../../base/problem';
import { entryAt } from '../../types/containerOf';
import { ifKnown } from '../../types/errors';
import type { KernelObjects } from '../../types/kernelObjects';
import { walkList, type Walk } from '../../types/lists';
import * as plain from '../../types/plainTypes';
import type { TypedObject } from '../../types/typedObject';

/**
 * Every struct device of a class, by the class's variable (`block_class`), in the order of their registration.
 * @throws VmcoreError `variable-missing`
 */
export function devicesOfClass(objects: KernelObjects, className: string): Walk {
  const found = findPrivate(objects, objects.variable(className, 'class'));
  if (!found) return { entries: [], problem: classNotFound(className) };
  const list = found.member('klist_devices').member('k_list');
  const nodes = walkList(list, 'device_private', 'knode_class.n_node');
  return { ...nodes, entries: nodes.entries.map((entry) => entry.member('device').target) };
}

/** A member of the class until 6.3, since then on the kernel's list of classes (class_to_subsys() of drivers/base/class.c). */
function findPrivate(objects: KernelObjects, deviceClass: TypedObject): TypedObject | undefined {
  const own = deviceClass.findMember('p');
  if (own) return own.target;
  const kset = objects.struct('kset', objects.plainVariable('class_kset', plain.unsignedLong).value);
  const subsystemOf = entryAt(kset, 'subsys_private', 'subsys.kobj');
  return walkList(kset.member('list'), 'kobject', 'entry')
    .entries.map(subsystemOf)
    .find((subsystem) => ifKnown(() => subsystem.member('class').pointer) === deviceClass.address);
}

function classNotFound(className: string): Problem {
  return {
    code: 'class-not-found',
    message: `The kernel's list of device classes does not lead to ${className}.`,
  };
}
