import { z } from 'zod';

/**
 * What a window may keep on this machine ([SY5]): `base`, lists and people as last seen; `thread`, opened threads;
 * `draft` and `outbox`, what the agent wrote; `view`, openings of cached threads that the hub is yet to record ([PR1]).
 */
export const LOCAL_NAMESPACES = ['base', 'thread', 'draft', 'outbox', 'view'] as const;
export const localNamespaceSchema = z.enum(LOCAL_NAMESPACES);
export type LocalNamespace = z.infer<typeof localNamespaceSchema>;

/** Longest value of each, characters. */
export const LOCAL_VALUE_LIMITS: Readonly<Record<LocalNamespace, number>> = {
  base: 2_000_000,
  thread: 2_000_000,
  draft: 800_000,
  outbox: 4_000_000,
  view: 1000,
};

/** Names a record; never a path. */
export const localKeySchema = z.string().regex(/^[\w.:-]{1,120}$/);

/** `kept`: encrypted on disk. Otherwise nothing is: this machine has no secret store, or it is locked now. */
export const localStateSchema = z.strictObject({
  state: z.enum(['kept', 'not_kept']),
  reason: z.enum(['none', 'no_secret_store', 'locked']),
});
export type LocalState = z.infer<typeof localStateSchema>;

const place = { namespace: localNamespaceSchema, key: localKeySchema };

export const LOCAL_CALLS = {
  'local/state': { args: z.undefined(), result: localStateSchema },
  'local/get': { args: z.strictObject(place), result: z.strictObject({ value: z.string().nullable() }) },
  /** Everything of a namespace, in no order. Threads are read one by one. */
  'local/list': {
    args: z.strictObject({ namespace: localNamespaceSchema.exclude(['thread']) }),
    result: z.strictObject({ entries: z.array(z.strictObject({ key: z.string(), value: z.string() })) }),
  },
  /** `kept: true` means on disk: it outlives a crash. */
  'local/put': {
    args: z
      .strictObject({ ...place, value: z.string() })
      .refine(({ namespace, value }) => value.length <= LOCAL_VALUE_LIMITS[namespace], 'the value is too long'),
    result: z.strictObject({ kept: z.boolean() }),
  },
  'local/delete': { args: z.strictObject(place), result: z.void() },
} as const;
