import { words } from '../whiteSpace';
import { checkParameters, type ParameterProblem } from './checkParameters';

/** What makedumpfile has against its parameters; places count from the given offset. */
type Ask = (parameters: string, offset: number) => ParameterProblem | undefined;

/** Parameters without a problem, of the text that was judged last, by the version and the operands that kdump adds. */
const soundBefore = new Map<string, ReadonlySet<string>>();
const mostCircumstances = 8;

/**
 * `checkParameters` for all commands of one text. An edit changes one line, so commands that were sound in the text
 * judged before are not checked again, nor are lines that repeat each other. Only the parameters of that one text are
 * kept, and nothing of those with a problem.
 */
export function askOnce(operandsAdded: readonly string[], version: string): Ask {
  const circumstances = `${version} ${operandsAdded.join(' ')}`;
  const before = soundBefore.get(circumstances);
  const sound = new Set<string>();
  if (soundBefore.size >= mostCircumstances) soundBefore.clear();
  soundBefore.set(circumstances, sound);
  return (parameters, offset) => {
    if (sound.has(parameters)) return undefined;
    const known = before?.has(parameters) ?? false;
    const problem = known ? undefined : checkParameters(words(parameters, offset), operandsAdded, version);
    if (problem === undefined) sound.add(parameters);
    return problem;
  };
}
