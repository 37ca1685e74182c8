/** What VMCOREINFO says about structures and symbols, in bytes. */
export interface KernelLayout {
  /** SYMBOL(name)= */
  symbol(name: string): bigint | undefined;
  /** OFFSET(struct.member)= */
  offset(name: string): number | undefined;
  /** SIZE(struct)= */
  size(name: string): number | undefined;
  /** LENGTH(array)= */
  length(name: string): number | undefined;
}
