import { BrowserWindow, ipcMain, type WebContents } from 'electron';
import { type CallName, IPC_CALLS, IPC_SIGNALS, type SignalName, type SignalPayload } from '#shared/ipc/contract.ts';
import { type AnswerDeps, answerCall, type CallHandler, type CallHandlers } from './answer-call.ts';
import { isTrustedSender } from './trusted-sender.ts';

/** Binds every call of the contract to its handler; a call without one does not compile. */
export function registerCalls(handlers: CallHandlers, deps: AnswerDeps): void {
  for (const name of Object.keys(IPC_CALLS) as CallName[]) {
    const handler = handlers[name] as CallHandler<typeof name>;
    ipcMain.handle(name, (event, args: unknown) => answerCall({ name, handler, frame: event.senderFrame, args }, deps));
  }
}

/** Tells every window that shows our page, and none that was brought elsewhere. */
export function sendSignal<N extends SignalName>(name: N, payload: SignalPayload<N>): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed()) sendSignalTo(window.webContents, name, payload);
  }
}

/** Tells one page, if it is ours. */
export function sendSignalTo<N extends SignalName>(contents: WebContents, name: N, payload: SignalPayload<N>): void {
  const checked = IPC_SIGNALS[name].parse(payload);
  if (!contents.isDestroyed() && isTrustedSender(contents.mainFrame)) contents.send(name, checked);
}
