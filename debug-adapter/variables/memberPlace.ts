/**
 * The struct and member that a value is, as `task_struct.flags`: by it is known what it holds. Members of a struct
 * without a name count as those of the one around it.
 * @param owner the struct's name; empty where it has none
 * @param outer where that struct itself stands
 */
export function memberPlace(name: string, owner: string, outer: string | undefined): string {
  return `${owner === '' ? (outer ?? '').replace(/\.$/, '') : owner}.${name}`;
}
