import askStoreEn from './en/ask-store.json';
import authEn from './en/auth.json';
import callbacksEn from './en/callbacks.json';
import checksEn from './en/checks.json';
import clerkEn from './en/clerk.json';
import commonEn from './en/common.json';
import composerEn from './en/composer.json';
import consentEn from './en/consent.json';
import customerEn from './en/customer.json';
import handoffEn from './en/handoff.json';
import identityEn from './en/identity.json';
import inboxEn from './en/inbox.json';
import mailEn from './en/mail.json';
import paletteEn from './en/palette.json';
import phoneEn from './en/phone.json';
import qualityEn from './en/quality.json';
import quarantineEn from './en/quarantine.json';
import settingsEn from './en/settings.json';
import settingsChannelsEn from './en/settings-channels.json';
import settingsWorkspaceEn from './en/settings-workspace.json';
import shopEn from './en/shop.json';
import threadEn from './en/thread.json';
import wrapUpEn from './en/wrap-up.json';
import askStoreJa from './ja/ask-store.json';
import authJa from './ja/auth.json';
import callbacksJa from './ja/callbacks.json';
import checksJa from './ja/checks.json';
import clerkJa from './ja/clerk.json';
import commonJa from './ja/common.json';
import composerJa from './ja/composer.json';
import consentJa from './ja/consent.json';
import customerJa from './ja/customer.json';
import handoffJa from './ja/handoff.json';
import identityJa from './ja/identity.json';
import inboxJa from './ja/inbox.json';
import mailJa from './ja/mail.json';
import paletteJa from './ja/palette.json';
import phoneJa from './ja/phone.json';
import qualityJa from './ja/quality.json';
import quarantineJa from './ja/quarantine.json';
import settingsJa from './ja/settings.json';
import settingsChannelsJa from './ja/settings-channels.json';
import settingsWorkspaceJa from './ja/settings-workspace.json';
import shopJa from './ja/shop.json';
import threadJa from './ja/thread.json';
import wrapUpJa from './ja/wrap-up.json';

/** The desk's words, one namespace per part of the screen. English decides which keys exist; Japanese must have the same. */
export const en = {
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
  mail: mailEn,
  palette: paletteEn,
  phone: phoneEn,
  quarantine: quarantineEn,
  quality: qualityEn,
  settings: settingsEn,
  channelSettings: settingsChannelsEn,
  workspaceSettings: settingsWorkspaceEn,
  shop: shopEn,
  thread: threadEn,
  wrapUp: wrapUpEn,
};

export const ja = {
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
  mail: mailJa,
  palette: paletteJa,
  phone: phoneJa,
  quarantine: quarantineJa,
  quality: qualityJa,
  settings: settingsJa,
  channelSettings: settingsChannelsJa,
  workspaceSettings: settingsWorkspaceJa,
  shop: shopJa,
  thread: threadJa,
  wrapUp: wrapUpJa,
} as const;
