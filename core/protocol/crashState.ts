/** task_state_string() of crash's task.c. */
const stateLetters: Readonly<Record<string, string>> = {
  R: 'RU',
  S: 'IN',
  D: 'UN',
  T: 'ST',
  t: 'TR',
  X: 'DE',
  Z: 'ZO',
  P: 'PA',
  I: 'ID',
};

/** crash's two letters for the kernel's one; `??` where the state is not known. */
export function crashState(letter: string | null | undefined): string {
  return stateLetters[letter ?? ''] ?? '??';
}
