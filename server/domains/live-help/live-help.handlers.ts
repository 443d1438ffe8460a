import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import type { liveHelpCommands as commandRows } from '#shared/wire/commands/live-help.ts';
import type { liveHelpQueries as queryRows } from '#shared/wire/queries/live-help.ts';
import { helpWithCall, leaveCallHelp } from './call-help.service.ts';
import { readSettings, saySettings, watchedByMe } from './help-settings.service.ts';
import { helpState } from './help-state.service.ts';
import { giveBack, takeOver } from './take-over.service.ts';
import { unwatch, watch } from './watch.service.ts';
import { whisper } from './whisper.service.ts';

export const liveHelpCommands = {
  'help:watch': async (work, asking, { conversationId }) => ({ help: await watch(work, asking, conversationId) }),
  'help:unwatch': async (work, asking, { conversationId }) => ({ help: await unwatch(work, asking, conversationId) }),
  'help:whisper': async (work, asking, input) => ({ item: await whisper(work, asking, input) }),
  'help:take-over': async (work, asking, input) => ({ conversation: await takeOver(work, asking, input) }),
  'help:give-back': async (work, asking, input) => ({ conversation: await giveBack(work, asking, input) }),
  'help:call': async (work, asking, input) => ({ call: await helpWithCall(work, asking, input) }),
  'help:leave-call': async (work, asking, { callId }) => ({ call: await leaveCallHelp(work, asking, callId) }),
  'help:settings': saySettings,
} satisfies Pick<CommandHandlers, (typeof commandRows)[number]['name']>;

export const liveHelpQueries = {
  'help.state': (deps, asking, { conversationId }) => helpState(deps, asking, conversationId),
  'help.watched': (deps, asking) => watchedByMe(deps, asking),
  'help.settings': (deps, asking) => readSettings(deps, asking),
} satisfies Pick<QueryHandlers, (typeof queryRows)[number]['name']>;
