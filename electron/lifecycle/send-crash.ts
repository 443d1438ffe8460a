type Parts = {
  /** By the company's policy. */
  readonly to: string;
  readonly confirm: (host: string, bytes: number) => Promise<boolean>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly version: string;
  readonly platform: string;
};

/** A report of a browser process is some megabytes; more is none of ours. */
const LARGEST = 64 * 1024 * 1024;

/**
 * Sends one crash report to where the policy says, after the agent has agreed to this very one: it holds the memory of a
 * process, and so perhaps words of a customer. Nothing but version and platform goes with it. Throws when it did not arrive.
 */
export function crashSender({ to, confirm, fetch, version, platform }: Parts): (report: Buffer) => Promise<boolean> {
  return async (report) => {
    if (report.length > LARGEST) throw new Error('the crash report is too large to send');
    if (!(await confirm(new URL(to).host, report.length))) return false;
    const response = await fetch(to, {
      method: 'POST',
      headers: {
        'content-type': 'application/vnd.tsunagi.minidump',
        'x-tsunagi-version': version,
        'x-tsunagi-platform': platform,
      },
      body: new Uint8Array(report),
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok) throw new Error(`the crash report was answered with ${response.status}`);
    return true;
  };
}
