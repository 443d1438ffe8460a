import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll } from 'vitest';
import { MAIL_PASSWORD, startDovecot, type TestImap } from './dovecot.ts';
import { freePort } from './free-port.ts';

export { MAIL_PASSWORD, type TestImap } from './dovecot.ts';

/** A real Dovecot of this test file's own; stopped after the file's tests. */
export async function testImap(): Promise<TestImap> {
  const server = await startDovecot();
  afterAll(server.close);
  return server;
}

export type TakenMail = { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer };

export type TestSmtp = {
  readonly port: number;
  /** What it has taken, oldest first. */
  readonly taken: TakenMail[];
};

/**
 * A real SMTP server that behaves as `options` say; what it takes it keeps, and hands to `onTaken` (a Dovecot, say). Any
 * user, password MAIL_PASSWORD. Stopped after the file's tests.
 */
export async function testSmtp(
  options: Partial<SMTPServerOptions> = {},
  onTaken: (mail: TakenMail) => Promise<void> = async () => undefined,
): Promise<TestSmtp> {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, callback) => {
      if (password === MAIL_PASSWORD) callback(null, { user: username });
      else callback(Object.assign(new Error('Invalid credentials'), { responseCode: 535 }));
    },
    onData: (stream, { envelope }, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const mail = { from, to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks) };
        taken.push(mail);
        onTaken(mail).then(
          () => callback(),
          (error: unknown) => callback(error as Error),
        );
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const port = await freePort();
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port, taken };
}
