import { type Asking, COMMAND_LINE } from '#server/asking.ts';
import { type ConfigOptions, readLocale } from '#server/config.ts';
import { letPasswordsIn } from '#server/domains/sign-on/settings.service.ts';
import { ensureWorkspace } from '#server/domains/workspace/ensure-workspace.service.ts';
import { inWork } from '#server/work.ts';
import type { CommonOptions } from './act.ts';
import type { Output } from './output.ts';
import { withData } from './with-data.ts';

/** `tsunagi sign-on passwords`: the way back in when the provider is away and so is the password for emergencies. */
export async function runSignOnPasswords(output: Output, options: ConfigOptions & CommonOptions): Promise<undefined> {
  const asking: Asking = {
    actor: { role: 'admin', id: COMMAND_LINE, teamIds: [] },
    name: 'command line',
    locale: readLocale(),
  };
  const changed = await withData(options, async (data) => {
    await ensureWorkspace(data);
    return inWork({ ...data, publisher: { publish: () => undefined } }, (work) => letPasswordsIn(work, asking));
  });
  output.result({ passwords: true, changed }, changed ? 'passwords open again' : 'passwords were open already');
  return undefined;
}
