import type { CommandHandlers, QueryHandlers } from '#server/asking.ts';
import { dismissKnock, linkKnock, linkOwn, unlink } from './links.service.ts';
import { setSignOn, signOnSettings } from './settings.service.ts';
import { testSignOn } from './test-sign-on.service.ts';

export const signOnCommands = {
  'sign-on:set': setSignOn,
  'sign-on:link': async (work, asking, input) => {
    await linkKnock(work, asking, input);
    return {};
  },
  'sign-on:dismiss': async (work, asking, input) => {
    await dismissKnock(work, asking, input);
    return {};
  },
  'sign-on:link-own': linkOwn,
  'sign-on:unlink': async (work, asking, input) => {
    await unlink(work, asking, input);
    return {};
  },
} satisfies Partial<CommandHandlers>;

export const signOnQueries = {
  'settings.sign-on': (deps, asking) => signOnSettings(deps, asking),
  'settings.sign-on-test': (deps, asking, { issuer }) => testSignOn(deps, asking, issuer),
} satisfies Partial<QueryHandlers>;
