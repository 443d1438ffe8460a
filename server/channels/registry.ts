import { chatHandlers } from './chat/chat.handlers.ts';

/** What every channel answers to, joined; the only file outside their folders that names them ([CH1]). */
export const channelHandlers = { ...chatHandlers };
