import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, quietly.
 * @throws with the program's last words when it cannot start or ends badly
 */
export function runProgram(command: string, args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-2000);
    });
    child.on('error', (error) => reject(new Error(`${command} cannot be started: ${error.message}`, { cause: error })));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `"${command} ${args.slice(0, 2).join(' ')}" ended with ${code}: ${said.trim().split('\n').slice(-3).join(' ')}`,
          ),
        );
    });
  });
}
