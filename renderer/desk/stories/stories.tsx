import type { ReactNode } from 'react';
import { AlertsStory } from './alerts-story.tsx';
import { ApprovalsStory } from './approvals-story.tsx';
import { BoardStory } from './board-story.tsx';
import { CallbacksStory } from './callbacks-story.tsx';
import { ComputerStory } from './computer-story.tsx';
import { ConversationStory } from './conversation-story.tsx';
import { EscalationsStory } from './escalations-story.tsx';
import { FrameStory } from './frame-story.tsx';
import { HandoffStory } from './handoff-story.tsx';
import { JourneyStory } from './journey-story.tsx';
import { LiveHelpStory } from './live-help-story.tsx';
import { MailStory } from './mail-story.tsx';
import { MessagingStory } from './messaging-story.tsx';
import { OfflineStory } from './offline-story.tsx';
import { OrdersStory } from './orders-story.tsx';
import { PartsStory } from './parts-story.tsx';
import { PhoneStory } from './phone-story.tsx';
import { QuarantineStory } from './quarantine-story.tsx';
import { RepliesStory } from './replies-story.tsx';
import { ReportsStory } from './reports-story.tsx';
import { SettingsStory } from './settings-story.tsx';
import { ShiftStory } from './shift-story.tsx';
import { SignInStory } from './sign-in-story.tsx';
import { SignInsStory } from './sign-ins-story.tsx';
import { ThisComputerStory } from './this-computer-story.tsx';
import { UpdatesStory } from './updates-story.tsx';

/** What the address asks a story to show. */
export type Asked = {
  readonly state: string | null;
  readonly role: 'agent' | 'lead';
  /** Any other word of the address. */
  readonly of: (name: string) => string | null;
};

/** Parts to look at, by name; each with the state that it shows unasked. */
export const STORIES: Readonly<Record<string, (asked: Asked) => ReactNode>> = {
  parts: () => <PartsStory />,
  'sign-in': ({ state }) => <SignInStory state={state ?? 'none'} />,
  'sign-ins': ({ state }) => <SignInsStory state={state ?? 'full'} />,
  alerts: ({ state }) => <AlertsStory state={state ?? 'call'} />,
  approvals: ({ state }) => <ApprovalsStory state={state ?? 'full'} />,
  board: ({ state }) => <BoardStory state={state ?? 'full'} />,
  computer: ({ state }) => <ComputerStory state={state ?? 'full'} />,
  callbacks: ({ state }) => <CallbacksStory state={state ?? 'full'} />,
  escalations: ({ state, role }) => <EscalationsStory state={state ?? 'full'} role={role} />,
  phone: ({ state }) => <PhoneStory state={state ?? 'incoming'} />,
  quarantine: ({ state }) => <QuarantineStory state={state ?? 'full'} />,
  replies: ({ state, role }) => <RepliesStory state={state ?? 'full'} role={role} />,
  reports: ({ state }) => <ReportsStory state={state ?? 'full'} />,
  journey: ({ state, of }) => <JourneyStory state={state ?? 'full'} tab={of('tab')} />,
  offline: ({ state, of }) => <OfflineStory state={state ?? 'asks'} open={of('open')} />,
  orders: ({ state, of }) => <OrdersStory state={state ?? 'full'} dialog={of('dialog')} />,
  shift: ({ state }) => <ShiftStory state={state ?? 'full'} />,
  'this-computer': ({ state }) => <ThisComputerStory state={state ?? 'full'} />,
  updates: ({ state }) => <UpdatesStory state={state} />,
  settings: ({ state, of }) => <SettingsStory state={state ?? 'full'} rest={of('rest') ?? 'stores'} />,
  messaging: ({ state }) => <MessagingStory state={state ?? 'plain'} />,
  'live-help': ({ state }) => <LiveHelpStory state={state ?? 'watching'} />,
  handoff: ({ state }) => <HandoffStory state={state ?? 'offered'} />,
  mail: ({ state }) => <MailStory state={state ?? 'plain'} />,
  conversation: ({ state, of }) => <ConversationStory state={state ?? 'empty'} dialog={of('dialog')} />,
  frame: ({ of }) => <FrameStory dialog={of('dialog')} />,
};
