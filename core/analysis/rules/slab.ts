import { functionName } from '../scene/crashFrame';
import type { CrashScene } from '../scene/crashScene';
import type { Rule } from '../diagnosis';

const freeing =
  /^(k[vz]?free|kfree_\w+|kvfree\w*|kmem_cache_free(_bulk)?|__kmem_cache_free|__slab_free|do_slab_free|slab_free\w*|kmem_cache_\w*free\w*)$/;

function isFreeing({ frames }: CrashScene): boolean {
  return frames.slice(0, 4).some(({ symbol }) => symbol !== undefined && freeing.test(functionName(symbol)));
}

/**
 * mm/slub.c: with CONFIG_SLAB_FREELIST_HARDENED, freeing what is the first free object already is a BUG; slub_debug
 * and CONFIG_BUG_ON_DATA_CORRUPTION say it in words.
 */
export const doubleFree: Rule = (scene) => {
  const line = scene.panicLine;
  if (!line) return undefined;
  const said = scene.findNear(
    /BUG .*(Object already free|double free)|double free detected|Slab .*: Object already free/i,
  );
  const isSlubBug = /^kernel BUG at (?:.*\/)?mm\/sl[aou]b\.c:/.test(scene.message) && isFreeing(scene);
  if (!said && !isSlubBug) return undefined;
  return {
    kind: 'double-free',
    what: 'Double free',
    text: said
      ? 'The slab allocator found that the memory was free already.'
      : 'The slab allocator refused to free an object that is the first of its free list already: it was freed twice, or its free pointer was overwritten.',
    confidence: said ? 'certain' : 'probable',
    evidence: [scene.logEvidence(said?.line.logIndex ?? line.logIndex)],
  };
};

const damaged =
  /BUG (?!: )\S+ \(.*\): (Poison overwritten|.*Redzone overwritten|Freepointer corrupt|Padding overwritten|Left Redzone.*|Right Redzone.*)|(?:Freelist|Freechain) corrupt|BUG: Bad page (?:state|map)|slab-\w+ corruption|Wrong slab cache/i;

/** What the allocators find written over. */
export const memoryCorruption: Rule = (scene) => {
  const found = damaged.test(scene.message) ? scene.findNear(damaged) : undefined;
  if (!found) return undefined;
  return {
    kind: 'memory-corruption',
    what: 'Memory corruption',
    text: `The allocator found its memory overwritten: ${found.match[0]}. Whoever wrote there did so earlier.`,
    confidence: 'certain',
    blame: 'bystander',
    evidence: [scene.logEvidence(found.line.logIndex)],
  };
};
