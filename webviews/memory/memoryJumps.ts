import type { Place } from '../../core/protocol/place';
import { findMemory } from './findMemory';
import { memoryPlace } from './model/addressSpace';
import type { ShownMemory } from './shownMemory';

/** Ways that "back" comes back from: links, and what a person types. */
export class MemoryJumps {
  constructor(
    private readonly shown: ShownMemory,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Follows a link; where it begins has to be known as a place, too. */
  async follow(place: Place, beside = false): Promise<void> {
    const { host, start, space } = this.shown;
    try {
      if (!beside) await host.ask('show', { place: memoryPlace(start, space), beside: false });
      await host.ask('show', { place, beside });
    } catch (error) {
      this.failed(error);
    }
  }

  /** To an address of the space that is shown. */
  to(address: bigint): Promise<void> {
    return this.follow(memoryPlace(address, this.shown.space));
  }

  /** To the bytes that a text means. @returns whether there are any */
  async toText(text: string, beside: boolean): Promise<boolean> {
    const { host, space } = this.shown;
    try {
      await this.follow(await findMemory(host, text, space), beside);
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }
}
