import { type IpcMainInvokeEvent, ipcMain, session, type WebContents } from 'electron';
import { deskWindows } from '#electron/windows/desk-windows.ts';
import { type CallName, IPC_CALLS, IPC_SIGNALS, type SignalName, type SignalPayload } from '#shared/ipc/contract.ts';
import { type AnswerDeps, answerCall, type CallHandler, type CallHandlers } from './answer-call.ts';
import { type CallBudget, createCallBudget } from './call-budget.ts';
import { isOwnContents, isTrustedSender, type SenderFrame } from './trusted-sender.ts';

/** Binds every call of the contract to its handler; a call without one does not compile. */
export function registerCalls(handlers: CallHandlers, deps: AnswerDeps): void {
  const budget = createCallBudget(() => performance.now(), deps.log);
  for (const name of Object.keys(IPC_CALLS) as CallName[]) {
    const handler = handlers[name] as CallHandler<typeof name>;
    ipcMain.handle(name, (event, ...args: unknown[]) => {
      const frame = frameOf(event);
      const page = event.sender.id;
      const waitSeconds = waitOf(budget, frame, page, name);
      // A call has one argument; more of them are refused as an array is.
      return answerCall({ name, handler, frame, args: args.length > 1 ? args : args[0], page, waitSeconds }, deps);
    });
  }
}

function frameOf(event: IpcMainInvokeEvent): SenderFrame | null {
  return isOwnContents(event.sender, session.defaultSession) ? event.senderFrame : null;
}

/** A stranger's calls are refused, not counted. */
function waitOf(budget: CallBudget, frame: SenderFrame | null, page: number, name: CallName): number | null {
  return isTrustedSender(frame) ? budget(page, name) : null;
}

/** Tells every window of the desk that shows our page, and none that was brought elsewhere. */
export function sendSignal<N extends SignalName>(name: N, payload: SignalPayload<N>): void {
  for (const window of deskWindows()) {
    if (!window.isDestroyed()) sendSignalTo(window.webContents, name, payload);
  }
}

/** Tells one page, if it is ours. */
export function sendSignalTo<N extends SignalName>(contents: WebContents, name: N, payload: SignalPayload<N>): void {
  const checked = IPC_SIGNALS[name].parse(payload);
  if (!contents.isDestroyed() && isTrustedSender(contents.mainFrame)) contents.send(name, checked);
}
