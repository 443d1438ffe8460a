import { lockedSchema, type Policy, type PolicySource, type PolicyView, policySchema } from '#shared/ipc/policy.ts';

/** What was found, with the parts that can be used; `problems` say what could not, for IT, without any secret. */
export type PolicyReading = {
  readonly policy: Policy;
  readonly source: PolicySource;
  readonly problems: readonly string[];
};

export const NO_POLICY: PolicyReading = { policy: {}, source: 'none', problems: [] };

/**
 * Each part is taken or left by itself: a misspelt one must not undo the rest. A hub that is no text stays a hub, as text,
 * for an address that cannot be used is shown and never skipped for the agent's own.
 */
export function parsePolicy(raw: unknown, source: Exclude<PolicySource, 'none'>): PolicyReading {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { policy: {}, source, problems: ['the policy is not an object of settings'] };
  const problems: string[] = [];
  const policy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const schema = Object.hasOwn(policySchema.shape, name)
      ? policySchema.shape[name as keyof typeof policySchema.shape]
      : undefined;
    if (schema === undefined) {
      problems.push(`“${name}” is no setting of a policy`);
      continue;
    }
    const parsed = schema.safeParse(name === 'locked' ? usableLocks(value, problems) : value);
    if (parsed.success) policy[name] = parsed.data;
    else {
      problems.push(problemOf(name, parsed.error.issues[0]));
      if (name === 'hub') policy['hub'] = JSON.stringify(value).slice(0, 300);
    }
  }
  return { policy: policySchema.parse(policy), source, problems };
}

/** Of the locked preferences too each by itself. */
function usableLocks(value: unknown, problems: string[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const usable: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries(value)) {
    const parsed = lockedSchema.safeParse({ [name]: wanted });
    if (parsed.success) Object.assign(usable, parsed.data);
    else problems.push(problemOf('locked', parsed.error.issues[0]));
  }
  return usable;
}

type Issue = { readonly path: ReadonlyArray<PropertyKey>; readonly message: string };

const problemOf = (name: string, issue: Issue | undefined): string =>
  `“${[name, ...(issue?.path ?? []).map(String)].join('.')}” cannot be used: ${issue?.message ?? 'wrong value'}`;

/** What the page may know of it. */
export function policyView({ policy, source, problems }: PolicyReading): PolicyView {
  return {
    source,
    locked: Object.keys(policy.locked ?? {}) as PolicyView['locked'],
    updates: policy.updates ?? 'on',
    updateChannel: policy.updateChannel ?? 'stable',
    canSendCrashReports: policy.crashReportsTo !== undefined,
    problems: [...problems],
  };
}
