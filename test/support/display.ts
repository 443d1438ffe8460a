import { spawn } from 'node:child_process';

/**
 * A virtual display when there is none (Linux), named in DISPLAY for this process and its children.
 * @returns what ends it
 */
export async function startDisplay(): Promise<() => Promise<void>> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return async () => {};
  // Xvfb picks a free number itself and writes it to descriptor 3; without resets, for one comes when the last client goes and
  // cuts off whoever connects in that moment.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => server.on('close', () => resolve()));
  const number = await new Promise<string>((resolve, reject) => {
    server.on('error', (error) => reject(new Error(`Xvfb cannot be started: ${error.message}`, { cause: error })));
    server.on('close', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.on('data', (chunk: Buffer) => resolve(chunk.toString('utf8').trim()));
  });
  process.env['DISPLAY'] = `:${number}`;
  return async () => {
    server.kill();
    await gone;
  };
}
