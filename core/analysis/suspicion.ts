import type { Attempts } from '../base/attempts';
import type { Kernel } from '../kernel/kernel';
import type { Finding } from '../protocol/verdict';
import type { CrashScene } from './crashScene';
import type { Diagnosis } from './diagnosis';

/** What a suspicion is looked for in. */
export interface Surroundings {
  readonly kernel: Kernel;
  readonly scene: CrashScene;
  readonly diagnosis: Diagnosis;
  readonly attempts: Attempts;
}

/** One look at the dump for something that may have to do with the crash. */
export type Suspicion = (surroundings: Surroundings) => readonly Finding[];
