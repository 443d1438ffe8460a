import { spawn } from 'node:child_process';

/** How a program ended, what it said altogether, and what of that it printed to its standard output alone. */
export type ToolResult = { readonly code: number; readonly output: string; readonly stdout: string };

type Options = { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string; readonly input?: string };

/**
 * Runs a program without a shell, in English, to its end. Code 127 when it is not installed; never rejects.
 * Secrets do not go into `args`: other users of the machine can read those.
 */
export function runTool(command: string, args: readonly string[], options: Options = {}): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, LC_ALL: 'C', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    const printed: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      printed.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    // A program that does not read its input closes it; what it then says is the answer.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('error', (error) =>
      resolve({ code: 127, output: `${command} can not be started: ${error.message}`, stdout: '' }),
    );
    child.on('close', (code) => {
      const [output, stdout] = [chunks, printed].map((parts) => Buffer.concat(parts).toString('utf8'));
      resolve({ code: code ?? 128, output: output ?? '', stdout: stdout ?? '' });
    });
  });
}

/**
 * As {@link runTool}. @returns what it printed, without its warnings: those belong into no list and no key.
 * @throws with the program's last words when it does not end well; nothing is signed by half
 */
export async function mustRun(command: string, args: readonly string[], options: Options = {}): Promise<string> {
  const { code, output, stdout } = await runTool(command, args, options);
  if (code === 0) return stdout;
  const words = output.trim().split('\n').slice(-5).join('\n');
  throw new Error(`${command} ended with ${code}:\n${words}`);
}
