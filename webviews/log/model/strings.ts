import { levelNames } from './levels';

/** What is wrong with a term of a filter, in one place to translate. */
export const strings = {
  valueMissing: (name: string): string => `${name}: needs a value`,
  levelUnknown: `level: is one of ${levelNames.join(', ')} or 0–7`,
  timeRange: 'time: is a range in seconds, such as 12.5..13 or -5..',
};
