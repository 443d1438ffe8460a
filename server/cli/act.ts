import type { Output } from './output.ts';
import { createOutput, EXIT, exitCodeOf } from './output.ts';

/** What every command takes. */
export type CommonOptions = { readonly json?: boolean };

/** A command's work. It may return an exit code; without one it is 0. It never ends the process itself. */
export type Act<Args extends readonly unknown[]> = (output: Output, ...args: Args) => Promise<number | undefined>;

/**
 * Makes a commander action of a command that is loaded only when it is called, so that `tsunagi --help` loads none.
 * `load` imports the command's file; commander appends the options and itself to the arguments.
 */
export function act<Args extends readonly unknown[]>(load: () => Promise<Act<Args>>) {
  return async (...args: [...Args, unknown]): Promise<void> => {
    const given = args.slice(0, -1) as unknown as Args;
    const output = createOutput((given.at(-1) as CommonOptions).json === true);
    try {
      const run = await load();
      process.exitCode = (await run(output, ...given)) ?? EXIT.done;
    } catch (error) {
      output.failure(error);
      process.exitCode = exitCodeOf(error);
    }
  };
}
