import { bundleAll } from '#build/bundle.ts';
import { findRuntime } from '#build/electron/find-runtime.ts';
import { root } from '#build/root.ts';
import { startDisplay } from './display.ts';

/** Bundles what changed, finds an Electron, and sees to a display; workers get both through the environment. */
export default async function setUp(): Promise<() => Promise<void>> {
  // biome-ignore lint/suspicious/noConsole: a person watches this run.
  const log = console.log;
  await bundleAll({ log });
  const found = await findRuntime({ root, log });
  if (!found.ok) throw new Error(`the window tests need Electron: ${found.reason}`);
  const { executable, sandbox } = found.runtime;
  if (sandbox.mode === 'impossible') throw new Error(sandbox.note ?? 'no sandbox');
  process.env['TSUNAGI_E2E_RUNTIME'] = JSON.stringify({ executable, args: sandbox.args });
  return startDisplay();
}
