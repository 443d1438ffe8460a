import type { DeskFeatures } from './app/desk-features.ts';
import { ConversationColumn } from './conversation-column.tsx';
import { CustomerColumn } from './customer-column.tsx';
import { DeskDialogs } from './desk-dialogs.tsx';
import { DeskStatus } from './desk-status-parts.tsx';
import { PalettePart } from './features/palette/index.ts';
import { CallBar } from './features/phone/index.ts';
import { SignInForm } from './features/sign-in/index.ts';
import { InboxColumn } from './inbox-column.tsx';
import { Overlay } from './overlay.tsx';
import { pages } from './pages.tsx';

/** The features in their places. The one file that knows them all, since features do not know each other. */
export const features: DeskFeatures = {
  signIn: SignInForm,
  inbox: InboxColumn,
  conversation: ConversationColumn,
  customerPanel: CustomerColumn,
  dialogs: DeskDialogs,
  pages,
  overlay: Overlay,
  callBar: CallBar,
  status: DeskStatus,
  palette: PalettePart,
};
