import type { AnswerTo, Connection } from '#server/channels/provider.ts';
import { providerOf } from '#server/channels/providers.ts';
import type { Deps } from '#server/deps.ts';
import type { SendingNotice } from '#shared/domain/sending.ts';

/** Not more than somebody who looks waits for. */
const WITHIN_MS = 1500;

/** What a connection's provider says of writing to somebody; nothing where it does not say in time, or can not be asked. */
export async function noticesSoon(deps: Deps, connection: Connection, to: AnswerTo): Promise<readonly SendingNotice[]> {
  const notices = providerOf(connection.adapter)?.notices;
  if (notices === undefined) return [];
  const late = new Promise<[]>((resolve) => setTimeout(resolve, WITHIN_MS, []).unref());
  const asked = (async () => notices(deps, connection, to))();
  return Promise.race([asked.catch(() => []), late]);
}
