import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { createPasswords } from '#server/auth/passwords.ts';
import type { ConfigOptions } from '#server/config.ts';
import { addAgent } from '#server/domains/people/add-people.service.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { AppError } from '#server/errors.ts';
import { localeSchema } from '#shared/domain/people.ts';
import type { CommonOptions } from './act.ts';
import type { Output } from './output.ts';
import { readArgument } from './read-argument.ts';
import { withData } from './with-data.ts';

type Options = ConfigOptions &
  CommonOptions & {
    readonly name?: string;
    readonly publicName?: string;
    readonly role: string;
    readonly locale: string;
    readonly team: readonly string[];
    readonly passwordStdin?: boolean;
  };

const LEAST_PASSWORD_LENGTH = 12;
const GENERATED_BYTES = 15;

const loginSchema = z.string().regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/);
const roleSchema = z.enum(['agent', 'lead', 'admin', 'clerk']);

/** `tsunagi agent add LOGIN`: without a password given, one is made and printed this once. */
export async function runAgentAdd(output: Output, loginArgument: string, options: Options): Promise<undefined> {
  const login = readArgument('LOGIN', loginArgument, loginSchema, '2 to 64 of a-z, 0-9, “.”, “_”, “@” and “-”');
  const role = readArgument('--role', options.role, roleSchema, roleSchema.options.join(', '));
  const locale = readArgument('--locale', options.locale, localeSchema, 'ja or en');
  const name = options.name ?? login;
  const given = options.passwordStdin === true ? await passwordFromStdin() : undefined;
  const password = given ?? randomBytes(GENERATED_BYTES).toString('base64url');
  const passwordHash = await createPasswords().hash(password);
  const { id } = await withData(options, async (data) => {
    await ensureWorkspace(data);
    return addAgent(data, {
      login,
      name,
      publicName: options.publicName ?? name,
      role,
      locale,
      passwordHash,
      teams: options.team,
    });
  });
  const made = given === undefined ? { password } : {};
  output.result(
    { id, login, role, ...made },
    [`added ${role} ${login}`, ...(given === undefined ? [`password: ${password}`] : [])].join('\n'),
  );
  return undefined;
}

async function passwordFromStdin(): Promise<string> {
  const password = (await text(process.stdin)).replace(/\r?\n$/, '');
  if (password.length >= LEAST_PASSWORD_LENGTH) return password;
  throw new AppError('bad_config', {
    details: {
      setting: '--password-stdin',
      found: `${password.length} characters`,
      expected: `at least ${LEAST_PASSWORD_LENGTH}`,
    },
  });
}
