import type { Loadable } from '#renderer/data/client/loadable.ts';
import { useHubQuery } from '#renderer/data/hooks/use-hub-query.ts';
import type { QueryOutput } from '#shared/wire/queries.ts';

export type WorkspaceSettings = QueryOutput<'settings.workspace'>;

/** Everything the workspace is set up with; asked for anew whenever anybody changes anything of it. */
export const useWorkspaceSettings = (): Loadable<WorkspaceSettings> => useHubQuery('settings.workspace', {});
