import { type CommandHandlers, demand, type QueryHandlers } from '#server/asking.ts';
import { decide } from './decide.service.ts';
import { identityHistory, suggestionsFor } from './identity-reads.service.ts';
import { join, undo } from './links.service.ts';
import { blockPoint, movePoint, removePoint, sharePoint, verifyPoint } from './points.service.ts';
import { previewMerge } from './preview.service.ts';
import { qualityList } from './quality.service.ts';

/** What people decide about who is who ([ID2], [ID3], [ID4]). */
export const identityCommands = {
  'identity:join': async (work, asking, input) => {
    demand(asking, 'identity.decide');
    return join(work, asking, input);
  },
  'identity:undo': async (work, asking, input) => {
    demand(asking, 'identity.decide');
    return undo(work, asking, input);
  },
  'identity:decide': async (work, asking, input) => {
    demand(asking, 'identity.decide');
    await decide(work, asking, input);
    return {};
  },
  'contact-point:share': async (work, asking, input) => {
    demand(asking, 'identity.decide');
    await sharePoint(work, asking, input);
    return {};
  },
  'contact-point:block': async (work, asking, input) => {
    demand(asking, 'identity.decide');
    await blockPoint(work, asking, input);
    return {};
  },
  'contact-point:verify': async (work, asking, input) => {
    demand(asking, 'identity.decide');
    await verifyPoint(work, asking, input);
    return {};
  },
  'contact-point:remove': async (work, asking, input) => {
    demand(asking, 'identity.decide');
    await removePoint(work, asking, input);
    return {};
  },
  'contact-point:move': async (work, asking, input) => {
    demand(asking, 'identity.decide');
    await movePoint(work, asking, input);
    return {};
  },
} satisfies Partial<CommandHandlers>;

/** What the desk reads of who is who. */
export const identityQueries = {
  'identity.suggestions': async (deps, asking, input) => {
    demand(asking, 'identity.read');
    return suggestionsFor(deps, asking, input.customerId);
  },
  'identity.preview': async (deps, asking, input) => {
    demand(asking, 'identity.read');
    return previewMerge(deps, asking, input);
  },
  'identity.history': async (deps, asking, input) => {
    demand(asking, 'identity.read');
    return { events: await identityHistory(deps, asking, input.customerId) };
  },
  'quality.list': async (deps, asking, input) => {
    demand(asking, 'quality.read');
    return qualityList(deps, input);
  },
} satisfies Partial<QueryHandlers>;
