/** What is known of an object of a slab. */
export interface SlabState {
  readonly use: 'allocated' | 'free' | 'unknown';
  /** `free object 3 of 32 in kmalloc-64, on the free list of cpu 1`. */
  readonly text: string;
  /** Its red zones and its poison, where SLUB's debugging keeps them. */
  readonly guards: readonly GuardState[];
}

export interface GuardState {
  /** `red zone whole`, `poison overwritten: 42 at ffff888101234568, not 6b`. */
  readonly text: string;
  readonly isDamaged: boolean;
}
