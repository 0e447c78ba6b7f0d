import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { client } from './api/client.ts';
import { followHostEvents } from './api/invalidation.ts';
import { queryClient } from './api/queryClient.ts';
import { startI18n, switchLanguage, systemLanguage } from './i18n/i18n.ts';
import { listenForShortcuts } from './ui/keyboard/shortcuts.ts';
import { applyPreferences, loadPreferences } from './ui/preferences.ts';
import './ui/styles/tokens.css';
import './ui/styles/base.css';

/** Language and preferences are there before the first paint, so that nothing flickers. */
async function start(root: HTMLElement): Promise<void> {
  followHostEvents(window.atalaya, queryClient);
  const fallback = systemLanguage();
  await startI18n(fallback);
  // A shell or host that can't answer yet must not leave an empty window: App shows what is wrong and tries again.
  const [, status] = await Promise.allSettled([
    loadPreferences(),
    queryClient.fetchQuery({
      queryKey: ['workspace.status', {}],
      queryFn: () => client.request('workspace.status', {}),
    }),
  ]);
  await switchLanguage((status.status === 'fulfilled' ? status.value.language : null) ?? fallback);
  applyPreferences(document.documentElement);
  listenForShortcuts();
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}

const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('The page has no root element.');
void start(root);
