/** One thing that `doctor` looked at. */
export type Finding = {
  readonly name: string;
  /** `missing` keeps the hub from running; `warning` keeps something else from working. */
  readonly state: 'ok' | 'warning' | 'missing';
  readonly found: string;
  readonly expected?: string;
  readonly next?: string;
};

export function fine(name: string, found: string): Finding {
  return { name, state: 'ok', found };
}

/** A finding from a check that throws what is wrong: our errors say what was found and what to do. */
export async function checked(name: string, check: () => Promise<string>): Promise<Finding> {
  try {
    return fine(name, await check());
  } catch (error) {
    return { name, state: 'missing', found: error instanceof Error ? error.message : String(error) };
  }
}
