import { hash, verify } from '@node-rs/argon2';

/** What one check costs: kibibytes, passes, lanes. */
export type PasswordCost = { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number };

/** In use unless configured otherwise: about 60 ms on a small server. */
export const DEFAULT_PASSWORD_COST: PasswordCost = { memoryCost: 65_536, timeCost: 3, parallelism: 4 };
/** OWASP's floor; nothing cheaper is taken. */
export const LEAST_PASSWORD_COST: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export type Passwords = {
  readonly hash: (password: string) => Promise<string>;
  /** With no hash (unknown login, an account without a password) it takes as long as with one, and is false. */
  readonly matches: (stored: string | null, password: string) => Promise<boolean>;
};

/** argon2id, which is the package's default algorithm. Throws RangeError for a cost below the floor. */
export function createPasswords(cost: PasswordCost = DEFAULT_PASSWORD_COST): Passwords {
  for (const part of ['memoryCost', 'timeCost', 'parallelism'] as const) {
    if (cost[part] < LEAST_PASSWORD_COST[part])
      throw new RangeError(`password ${part} ${cost[part]} is below the floor`);
  }
  const hashIt = (password: string) => hash(password.normalize('NFKC'), cost);
  let decoy: Promise<string> | undefined;
  return {
    hash: hashIt,
    async matches(stored, password) {
      decoy ??= hashIt('nobody has this password');
      const known = await verify(stored ?? (await decoy), password.normalize('NFKC'));
      return stored !== null && known;
    },
  };
}
