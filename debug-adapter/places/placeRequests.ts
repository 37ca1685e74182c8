import type { Handlers } from '../../core/protocol/connection';
import type { PlaceRequests } from '../../core/protocol/panels/placeRequests';
import type { DumpSession } from '../dumpSession';
import { findPlaces } from './findPlaces';
import { scopeOfFrame } from './scopeOfFrame';

export function placeHandlers(session: DumpSession): Handlers<PlaceRequests> {
  return {
    findPlaces: async ({ text, task, frame }) => {
      const stacks = await session.crash.taskStacks();
      return {
        places: findPlaces(text, { stacks, scope: scopeOfFrame(session.kernel, stacks, task, frame) }),
      };
    },
  };
}
