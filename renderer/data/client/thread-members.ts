import type { EntityState } from './desk-client-types.ts';

/** The records of the thread that a customer's is, as far as it was opened: that one alone until then ([ID3]). */
export const membersOf = ({ members }: Pick<EntityState, 'members'>, customerId: string): readonly string[] =>
  members?.get(customerId) ?? [customerId];

/** The same ids, in whatever order; none stands twice. */
export const sameIds = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((id) => b.includes(id));
