import type { Finding } from '../protocol/verdict';
import type { CrashScene } from './scene/crashScene';
import type { Diagnosis } from './diagnosis';
import type { DumpContext } from './scene/dumpScene';

/** What a suspicion is looked for in. */
export interface Surroundings {
  readonly scene: CrashScene;
  readonly diagnosis: Diagnosis;
  /** Undefined where there is only a log. */
  readonly dump: DumpContext | undefined;
}

/** One look at the dump for something that may have to do with the crash. */
export type Suspicion = (surroundings: Surroundings) => readonly Finding[];
