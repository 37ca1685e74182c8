import type { Handlers } from '../../core/protocol/connection';
import type { ObjectRoot, StructureRequests } from '../../core/protocol/panels/structureRequests';
import { TypedObject } from '../../core/types/typedObject';
import type { DumpSession } from '../host/dumpSession';
import { scopeOfFrame } from '../places/scopeOfFrame';
import { kernelValues } from '../variables/kernelValues';
import { completeType } from './completeType';
import { findLayoutMembers } from './findLayoutMembers';
import { findMembers } from './findMembers';
import { findObject, typeNamed } from './findObject';
import { readLayoutRows } from './layoutLevels';
import { ObjectTree } from './objectTree';
import { RecentTrees } from './recentTrees';
import { readStructureRows } from './structureRows';
import { structureText } from './structureTexts';

/** What the Structures panel asks: each request says all that it needs, so that none depends on one before. */
export function structureHandlers(session: DumpSession): Handlers<StructureRequests> {
  const trees = new RecentTrees();
  /** @throws VmcoreError `type-missing` */
  const treeOf = ({ type, address = '0x0' }: ObjectRoot, hex: boolean): ObjectTree => {
    const { kernel } = session;
    return trees.find(kernel, `${type} ${address} ${String(hex)}`, () => {
      const { objects, allTypes } = kernel;
      const root = new TypedObject(objects, typeNamed(allTypes, type), objects.stripPointer(BigInt(address)));
      return new ObjectTree(kernelValues(kernel), root, { hex });
    });
  };
  return {
    completeType: async ({ text }) => {
      await session.crash.taskStacks();
      return { names: completeType(session.kernel.allTypes, text) };
    },
    findObject: async ({ type, address, task, frame }) => {
      const meanings = await session.crash.addressMeanings();
      const stacks = await session.crash.taskStacks();
      return findObject(type, address, {
        scope: scopeOfFrame(session.kernel, stacks, task, frame),
        meanings,
        findTask: (pid) => stacks.tasks.tasks.find((task) => task.pid === pid)?.address,
      });
    },
    structureRows: async ({ root, path, start, count, hex, beside }) => {
      const meanings = await session.crash.addressMeanings();
      if (root.address === undefined)
        return readLayoutRows(typeNamed(session.kernel.allTypes, root.type), path, start, count);
      const others = beside.map((address) => treeOf({ type: root.type, address }, hex));
      return readStructureRows(treeOf(root, hex), others, { path, start, count }, meanings);
    },
    findMembers: async ({ root, text, hex }, { token }) => {
      await session.crash.taskStacks();
      if (root.address === undefined)
        return findLayoutMembers(typeNamed(session.kernel.allTypes, root.type), text);
      return findMembers(treeOf(root, hex), text, token);
    },
    structureText: async ({ root: { type, address }, form }) => {
      await session.crash.taskStacks();
      const { kernel } = session;
      const at = address === undefined ? undefined : BigInt(address);
      return { text: structureText(kernel, typeNamed(kernel.allTypes, type), at, form) };
    },
  };
}
