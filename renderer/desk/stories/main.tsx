import '#renderer/styles/index.css';
import { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { settingsSchema } from '#shared/ipc/settings.ts';
import { App } from '../app/app.tsx';
import { applyAppearance } from '../app/use-settings.tsx';
import { STORIES } from './stories.tsx';

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
const role = query.get('role') === 'agent' ? 'agent' : 'lead';

const asked = { state: query.get('state'), role, of: (name: string) => query.get(name) } as const;
const story = STORIES[query.get('story') ?? 'frame'] ?? STORIES['frame'];

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <App
      settings={{ current: () => settings, change: () => undefined, subscribe: () => () => undefined }}
      queryClient={new QueryClient()}
    >
      {story?.(asked)}
    </App>,
  );
}
