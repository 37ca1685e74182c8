/** Whose stacks show, in the order of their keys 1 to 4. */
export const scopes = ['crash', 'cpus', 'tasks', 'groups'] as const;
export type Scope = (typeof scopes)[number];
