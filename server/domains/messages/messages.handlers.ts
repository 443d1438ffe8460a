import type { CommandHandlers } from '#server/asking.ts';
import { retrySending } from '#server/channels/outgoing/retry.service.ts';
import { addNote } from './note.service.ts';
import { markThreadRead } from './read-marks.service.ts';
import { sendMessage } from './send.service.ts';

export const messageHandlers = {
  'message:send': sendMessage,
  'message:retry': async (work, asking, input) => ({ delivery: await retrySending(work, asking, input) }),
  'note:add': async (work, asking, input) => ({ item: await addNote(work, asking, input) }),
  'thread:mark-read': async (work, asking, input) => {
    await markThreadRead(work, asking, input);
    return {};
  },
} satisfies Pick<CommandHandlers, 'message:send' | 'message:retry' | 'note:add' | 'thread:mark-read'>;
