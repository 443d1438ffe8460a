import { createConnectionRunners } from '#server/channels/connections/run-connections.ts';
import { outgoingTasks, sweepOutgoing } from '#server/channels/outgoing/outgoing-tasks.ts';
import { quarantineTasks } from '#server/channels/release-quarantined.ts';
import { shopActTasks, sweepShopActs } from '#server/channels/shop-tasks.ts';
import { sendDueSurveys, surveyTasks } from '#server/channels/surveys.ts';
import { ringMore, telephonyTasks } from '#server/channels/telephony.ts';
import { sweepWebhooks, webhookTasks } from '#server/channels/webhooks/work-webhook.service.ts';
import type { Deps } from '#server/deps.ts';
import { returnMoved } from '#server/domains/approval/give-back-moved.service.ts';
import { sealAllViews } from '#server/domains/audit/seal-views.service.ts';
import { settleOverdueCalls } from '#server/domains/calls/overdue.service.ts';
import { wakeSnoozed } from '#server/domains/conversations/status.service.ts';
import { escalateMissedTargets } from '#server/domains/escalations/missed-targets.service.ts';
import { tellOverdue } from '#server/domains/escalations/overdue.service.ts';
import { expireDueOffers, lapseDueCrossings } from '#server/domains/handoffs/expiry.service.ts';
import { findDuplicates } from '#server/domains/identity/find-duplicates.service.ts';
import { journeyBeat } from '#server/domains/journey/rollup.service.ts';
import { settleWatches } from '#server/domains/live-help/settle-watches.service.ts';
import { breakDuePromises } from '#server/domains/promises/break-promises.service.ts';
import { releaseWaitingForAbsent } from '#server/domains/routing/leave-absent.service.ts';
import { offerWork } from '#server/domains/routing/offer-work.service.ts';
import { releaseSilent } from '#server/domains/routing/silence.service.ts';
import { releaseOfInactive } from '#server/domains/settings/deactivate.service.ts';
import { startBeats } from './beats.ts';
import { keepHouse } from './housekeeping.ts';
import { startJobs } from './runner.ts';

/** What a hub does by itself. */
export type HubWork = { readonly stop: () => Promise<void> };

/** Starts the beats and the jobs of a hub; several hubs share them without doing anything twice. */
export async function startHubWork(deps: Deps): Promise<HubWork> {
  const runners = createConnectionRunners(deps);
  const beats = startBeats(deps.logger, [
    { name: 'seal views', everyMs: 500, run: () => sealAllViews(deps) },
    { name: 'expire offers', everyMs: 1000, run: () => expireDueOffers(deps) },
    { name: 'lapse crossings', everyMs: 1000, run: () => lapseDueCrossings(deps) },
    { name: 'offer work', everyMs: 1000, run: () => offerWork(deps) },
    { name: 'release of absent', everyMs: 500, run: () => releaseWaitingForAbsent(deps) },
    { name: 'release of silent', everyMs: 1000, run: () => releaseSilent(deps) },
    { name: 'return what moved on', everyMs: 1000, run: () => returnMoved(deps) },
    { name: 'release of inactive', everyMs: 10_000, run: () => releaseOfInactive(deps) },
    { name: 'find duplicates', everyMs: 2000, run: () => findDuplicates(deps) },
    { name: 'settle calls', everyMs: 1000, run: () => settleOverdueCalls(deps) },
    { name: 'ring more', everyMs: 2000, run: () => ringMore(deps) },
    { name: 'break promises', everyMs: 2000, run: () => breakDuePromises(deps) },
    { name: 'settle watches', everyMs: 1000, run: () => settleWatches(deps) },
    { name: 'tell overdue escalations', everyMs: 2000, run: () => tellOverdue(deps) },
    { name: 'escalate missed targets', everyMs: 5000, run: () => escalateMissedTargets(deps) },
    { name: 'wake snoozed', everyMs: 5000, run: () => wakeSnoozed(deps) },
    { name: 'ask how it was', everyMs: 1000, run: () => sendDueSurveys(deps) },
    { name: 'count journeys', everyMs: 10_000, run: journeyBeat(deps) },
    { name: 'run connections', everyMs: 1000, run: () => runners.look() },
    { name: 'sweep outgoing', everyMs: 10_000, run: () => sweepOutgoing(deps) },
    { name: 'sweep shop acts', everyMs: 10_000, run: () => sweepShopActs(deps) },
    { name: 'sweep webhooks', everyMs: 10_000, run: () => sweepWebhooks(deps) },
  ]);
  const jobs = await startJobs(deps.pool, deps.logger, {
    tasks: {
      house_keep: () => keepHouse(deps),
      ...outgoingTasks(deps),
      ...webhookTasks(deps),
      ...shopActTasks(deps),
      ...telephonyTasks(deps),
      ...quarantineTasks(deps),
      ...surveyTasks(deps),
    },
    crontab: '17 * * * * house_keep',
  });
  return {
    async stop() {
      await beats.stop();
      await runners.stop();
      await jobs.stop();
    },
  };
}
