/** Whose stacks show, in the order of their keys 1 to 5. */
export const scopes = ['crash', 'cpus', 'tasks', 'groups', 'picture'] as const;
export type Scope = (typeof scopes)[number];
