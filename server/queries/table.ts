import type { QueryHandlers } from '#server/asking.ts';
import { customerQueries } from '#server/domains/customers/customers.handlers.ts';
import { peopleQueries } from '#server/domains/people/people.handlers.ts';
import { AppError } from '#server/errors.ts';
import { QUERIES, type QueryName } from '#shared/wire/queries.ts';

/** What the domains answer to, joined. */
const parts = {
  ...customerQueries,
  ...peopleQueries,
} satisfies Partial<QueryHandlers>;

type Missing = Exclude<QueryName, keyof typeof parts>;

const refuse = async (): Promise<never> => {
  throw new AppError('unavailable');
};

const missing = QUERIES.map(({ name }) => name).filter((name): name is Missing => !Object.hasOwn(parts, name));

/** Every query of the registry with what answers it. */
export const queryHandlers: QueryHandlers = {
  ...(Object.fromEntries(missing.map((name) => [name, refuse])) as unknown as Pick<QueryHandlers, Missing>),
  ...parts,
};
