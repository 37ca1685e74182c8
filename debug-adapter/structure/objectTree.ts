import { cDeclaration } from '../../core/types/cText';
import { strippedType } from '../../core/types/cType';
import { ifKnown } from '../../core/types/errors';
import type { TypedObject } from '../../core/types/typedObject';
import { isChain, linkFits } from '../variables/chainWalks';
import type { ShownValue, ValueFormat } from '../variables/containers';
import { parseListLink } from '../variables/knownLists';
import type { ValueReader } from '../variables/valueReader';
import { linkUnfit, notAChain, rowMissing } from './errors';

/** A value of the tree below an object. */
export interface TreeNode {
  readonly shown: ShownValue;
  /** Of the object that offsets count from; undefined of what is no member: an entry of a list, the list itself. */
  readonly base?: bigint | undefined;
}

/** What stands below one value. */
export interface TreeLevel {
  readonly total: number;
  read(start: number, end: number): Promise<readonly TreeNode[]>;
}

/** Looked at more than once: each row's parents are needed for it. */
const maxRemembered = 2000;

/** An object with all that can be reached from it, each part by its path; read when asked for. */
export class ObjectTree {
  private readonly nodes = new Map<string, Promise<TreeNode>>();

  constructor(
    private readonly values: ValueReader,
    readonly root: TypedObject,
    private readonly format: ValueFormat,
  ) {}

  /** @throws VmcoreError `row-missing`, `not-a-chain`, `link-unfit` */
  node(path: readonly string[]): Promise<TreeNode> {
    const key = path.join('/');
    let found = this.nodes.get(key);
    if (!found) {
      found = this.findNode(path);
      if (this.nodes.size >= maxRemembered) this.nodes.clear();
      this.nodes.set(key, found);
    }
    return found;
  }

  async level(path: readonly string[]): Promise<TreeLevel> {
    const node = await this.node(path);
    const base = insideBase(node);
    const { inside } = node.shown;
    const nodeOf = (shown: ShownValue): TreeNode => ({
      shown,
      ...(base !== undefined && shown.object && { base }),
    });
    if (inside?.indexed) {
      const { indexed } = inside;
      return {
        total: indexed.count,
        read: async (start, end) =>
          (await indexed.read(start, Math.min(end, indexed.count), this.format)).map(nodeOf),
      };
    }
    const named = ((await inside?.readNamed?.(this.format)) ?? []).map(nodeOf);
    return { total: named.length, read: (start, end) => Promise.resolve(named.slice(start, end)) };
  }

  private async findNode(path: readonly string[]): Promise<TreeNode> {
    const step = path.at(-1);
    if (step === undefined)
      return { shown: this.values.show('', this.root, this.format), base: this.root.address };
    const above = path.slice(0, -1);
    if (step.startsWith('as ')) return this.chain(await this.node(above), step.slice(3));
    const index = /^\d{1,9}$/.test(step) ? Number(step) : undefined;
    const [node] = index === undefined ? [] : await (await this.level(above)).read(index, index + 1);
    if (!node) throw rowMissing(path);
    return node;
  }

  private chain({ shown: { object } }: TreeNode, text: string): TreeNode {
    const link = parseListLink(text);
    const types = this.root.space.types;
    if (!object || !isChain(object.type)) throw notAChain(object ? cDeclaration(object.type) : 'This');
    if (!link || !linkFits(types, link)) throw linkUnfit(text);
    return { shown: this.values.showChain(object, link) };
  }
}

/** Behind a pointer another object begins; entries of a list are objects of their own. */
function insideBase({ shown, base }: TreeNode): bigint | undefined {
  const { object } = shown;
  if (!object) return undefined;
  if (strippedType(object.type).kind === 'pointer') return ifKnown(() => object.pointer);
  return base ?? object.address;
}
