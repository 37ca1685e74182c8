import type { DebuginfoPlaces } from '../../debuginfo/debuginfoFolders';

/** Files that a person names because nothing else leads to them. */
export interface KernelFiles extends DebuginfoPlaces {
  readonly vmlinux?: string | undefined;
  readonly systemMap?: string | undefined;
}
