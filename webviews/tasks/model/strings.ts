/** What is wrong with a word of a filter, in one place to translate. */
export const strings = {
  valueMissing: (name: string): string => `${name}: needs a value`,
  notANumber: (name: string): string => `${name}: is a number`,
  ageOfWhat: 'age is compared with seconds, such as age>120 or age<2m',
};
