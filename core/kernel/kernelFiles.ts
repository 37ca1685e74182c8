/** Files that a person names because nothing else leads to them. */
export interface KernelFiles {
  readonly vmlinux?: string | undefined;
  readonly systemMap?: string | undefined;
}
