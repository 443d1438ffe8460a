import alertsEn from './en/alerts.json';
import approvalsEn from './en/approvals.json';
import askStoreEn from './en/ask-store.json';
import authEn from './en/auth.json';
import boardEn from './en/board.json';
import bulkEn from './en/bulk.json';
import callbacksEn from './en/callbacks.json';
import careEn from './en/care.json';
import catchUpEn from './en/catch-up.json';
import checksEn from './en/checks.json';
import clerkEn from './en/clerk.json';
import commonEn from './en/common.json';
import composerEn from './en/composer.json';
import consentEn from './en/consent.json';
import customerEn from './en/customer.json';
import escalationsEn from './en/escalations.json';
import handoffEn from './en/handoff.json';
import identityEn from './en/identity.json';
import inboxEn from './en/inbox.json';
import journeyEn from './en/journey.json';
import knowledgeEn from './en/knowledge.json';
import liveHelpEn from './en/live-help.json';
import mailEn from './en/mail.json';
import mattersEn from './en/matters.json';
import paletteEn from './en/palette.json';
import phoneEn from './en/phone.json';
import promisesEn from './en/promises.json';
import qualityEn from './en/quality.json';
import quarantineEn from './en/quarantine.json';
import repliesEn from './en/replies.json';
import reportsEn from './en/reports.json';
import settingsEn from './en/settings.json';
import settingsChannelsEn from './en/settings-channels.json';
import settingsWorkspaceEn from './en/settings-workspace.json';
import shiftEn from './en/shift.json';
import shopEn from './en/shop.json';
import signOnEn from './en/sign-on.json';
import surveysEn from './en/surveys.json';
import threadEn from './en/thread.json';
import updatesEn from './en/updates.json';
import wrapUpEn from './en/wrap-up.json';
import alertsJa from './ja/alerts.json';
import approvalsJa from './ja/approvals.json';
import askStoreJa from './ja/ask-store.json';
import authJa from './ja/auth.json';
import boardJa from './ja/board.json';
import bulkJa from './ja/bulk.json';
import callbacksJa from './ja/callbacks.json';
import careJa from './ja/care.json';
import catchUpJa from './ja/catch-up.json';
import checksJa from './ja/checks.json';
import clerkJa from './ja/clerk.json';
import commonJa from './ja/common.json';
import composerJa from './ja/composer.json';
import consentJa from './ja/consent.json';
import customerJa from './ja/customer.json';
import escalationsJa from './ja/escalations.json';
import handoffJa from './ja/handoff.json';
import identityJa from './ja/identity.json';
import inboxJa from './ja/inbox.json';
import journeyJa from './ja/journey.json';
import knowledgeJa from './ja/knowledge.json';
import liveHelpJa from './ja/live-help.json';
import mailJa from './ja/mail.json';
import mattersJa from './ja/matters.json';
import paletteJa from './ja/palette.json';
import phoneJa from './ja/phone.json';
import promisesJa from './ja/promises.json';
import qualityJa from './ja/quality.json';
import quarantineJa from './ja/quarantine.json';
import repliesJa from './ja/replies.json';
import reportsJa from './ja/reports.json';
import settingsJa from './ja/settings.json';
import settingsChannelsJa from './ja/settings-channels.json';
import settingsWorkspaceJa from './ja/settings-workspace.json';
import shiftJa from './ja/shift.json';
import shopJa from './ja/shop.json';
import signOnJa from './ja/sign-on.json';
import surveysJa from './ja/surveys.json';
import threadJa from './ja/thread.json';
import updatesJa from './ja/updates.json';
import wrapUpJa from './ja/wrap-up.json';

/** The desk's words, one namespace per part of the screen. English decides which keys exist; Japanese must have the same. */
export const en = {
  alerts: alertsEn,
  approvals: approvalsEn,
  care: careEn,
  journey: journeyEn,
  knowledge: knowledgeEn,
  replies: repliesEn,
  surveys: surveysEn,
  reports: reportsEn,
  board: boardEn,
  liveHelp: liveHelpEn,
  escalations: escalationsEn,
  askStore: askStoreEn,
  auth: authEn,
  checks: checksEn,
  callbacks: callbacksEn,
  clerk: clerkEn,
  common: commonEn,
  composer: composerEn,
  consent: consentEn,
  customer: customerEn,
  handoff: handoffEn,
  identity: identityEn,
  inbox: inboxEn,
  bulk: bulkEn,
  mail: mailEn,
  matters: mattersEn,
  palette: paletteEn,
  phone: phoneEn,
  promises: promisesEn,
  catchUp: catchUpEn,
  quarantine: quarantineEn,
  quality: qualityEn,
  settings: settingsEn,
  channelSettings: settingsChannelsEn,
  workspaceSettings: settingsWorkspaceEn,
  shift: shiftEn,
  signOn: signOnEn,
  shop: shopEn,
  thread: threadEn,
  updates: updatesEn,
  wrapUp: wrapUpEn,
};

export const ja = {
  alerts: alertsJa,
  approvals: approvalsJa,
  care: careJa,
  journey: journeyJa,
  knowledge: knowledgeJa,
  replies: repliesJa,
  surveys: surveysJa,
  reports: reportsJa,
  board: boardJa,
  liveHelp: liveHelpJa,
  escalations: escalationsJa,
  askStore: askStoreJa,
  auth: authJa,
  checks: checksJa,
  callbacks: callbacksJa,
  clerk: clerkJa,
  common: commonJa,
  composer: composerJa,
  consent: consentJa,
  customer: customerJa,
  handoff: handoffJa,
  identity: identityJa,
  inbox: inboxJa,
  bulk: bulkJa,
  mail: mailJa,
  matters: mattersJa,
  palette: paletteJa,
  phone: phoneJa,
  promises: promisesJa,
  catchUp: catchUpJa,
  quarantine: quarantineJa,
  quality: qualityJa,
  settings: settingsJa,
  channelSettings: settingsChannelsJa,
  workspaceSettings: settingsWorkspaceJa,
  shift: shiftJa,
  signOn: signOnJa,
  shop: shopJa,
  thread: threadJa,
  updates: updatesJa,
  wrapUp: wrapUpJa,
} as const;
