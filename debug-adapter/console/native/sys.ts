import { sysText } from '../../../core/protocol/text/overviewText';
import { readOverview } from '../../../core/report/overview';
import type { NativeCommand } from '../nativeCommand';

export const sys: NativeCommand = (args, { kernel }) =>
  args.length === 0 ? [`${sysText(readOverview(kernel))}\n`] : undefined;
