import '#renderer/styles/index.css';
import { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { settingsSchema } from '#shared/ipc/settings.ts';
import { App } from '../app/app.tsx';
import { applyAppearance } from '../app/use-settings.tsx';
import { CallbacksStory } from './callbacks-story.tsx';
import { ConversationStory } from './conversation-story.tsx';
import { FrameStory } from './frame-story.tsx';
import { MailStory } from './mail-story.tsx';
import { MessagingStory } from './messaging-story.tsx';
import { OrdersStory } from './orders-story.tsx';
import { PartsStory } from './parts-story.tsx';
import { PhoneStory } from './phone-story.tsx';
import { QuarantineStory } from './quarantine-story.tsx';
import { SettingsStory } from './settings-story.tsx';
import { SignInStory } from './sign-in-story.tsx';

/**
 * For looking at the parts while building them; not in any bundle. Serve with
 * `npx vite -c build/vite/desk.config.ts` and open `stories.html?story=parts&theme=dark&locale=ja&density=compact`.
 */
const query = new URLSearchParams(location.search);
const settings = settingsSchema.parse({
  theme: query.get('theme') ?? 'light',
  locale: query.get('locale') ?? 'ja',
  density: query.get('density') ?? 'comfortable',
  zoom: 1,
});
applyAppearance(settings);

function story() {
  switch (query.get('story')) {
    case 'parts':
      return <PartsStory />;
    case 'sign-in':
      return <SignInStory reason={query.get('state') === 'refused' ? 'refused' : 'none'} />;
    case 'callbacks':
      return <CallbacksStory state={query.get('state') ?? 'full'} />;
    case 'phone':
      return <PhoneStory state={query.get('state') ?? 'incoming'} />;
    case 'quarantine':
      return <QuarantineStory state={query.get('state') ?? 'full'} />;
    case 'orders':
      return <OrdersStory state={query.get('state') ?? 'full'} dialog={query.get('dialog')} />;
    case 'settings':
      return <SettingsStory state={query.get('state') ?? 'full'} rest={query.get('rest') ?? 'stores'} />;
    case 'messaging':
      return <MessagingStory state={query.get('state') ?? 'plain'} />;
    case 'mail':
      return <MailStory state={query.get('state') ?? 'plain'} />;
    case 'conversation':
      return <ConversationStory state={query.get('state') ?? 'empty'} dialog={query.get('dialog')} />;
    default:
      return <FrameStory dialog={query.get('dialog')} />;
  }
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <App
      settings={{ current: () => settings, change: () => undefined, subscribe: () => () => undefined }}
      queryClient={new QueryClient()}
    >
      {story()}
    </App>,
  );
}
