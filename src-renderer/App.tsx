import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/model/workspace.ts';
import { queryClient } from './api/queryClient.ts';
import { useRequest } from './api/requests.ts';
import { BackupNotices } from './features/backup/BackupNotices.tsx';
import { ImportsLayer } from './features/imports/ImportsLayer.tsx';
import { HelpSheet } from './features/palette/HelpSheet.tsx';
import { Palette } from './features/palette/Palette.tsx';
import { FirstStart } from './features/workspace/FirstStart.tsx';
import { LockQuestion } from './features/workspace/LockQuestion.tsx';
import { OwnPassphrase } from './features/workspace/OwnPassphrase.tsx';
import { Unlock } from './features/workspace/Unlock.tsx';
import { createFormat, formattingLocale } from './i18n/format.ts';
import { switchLanguage } from './i18n/i18n.ts';
import { FormatContext, systemZone } from './i18n/useFormat.ts';
import { sections } from './sections.ts';
import { ErrorState } from './ui/feedback/States.tsx';
import { ToastRegion } from './ui/feedback/ToastRegion.tsx';
import { Frame } from './ui/frame/Frame.tsx';
import { useAutoLock } from './ui/frame/useAutoLock.ts';
import { useMe } from './ui/frame/useMe.ts';
import { forgetSession } from './ui/sessionStore.ts';

/** The window: first start, the lock, or the workbench. */
export function App() {
  const status = useRequest('workspace.status', {});
  const [firstStart, setFirstStart] = useState<'none' | 'running' | 'done'>('none');
  const state = status.data?.state;

  // The first start goes on when the workspace exists: its recovery sheet is still to be kept.
  if (state === 'missing' && firstStart === 'none') setFirstStart('running');
  useEffect(() => {
    if (state === 'locked') forgetContent();
  }, [state]);

  return (
    <Surroundings language={status.data?.language ?? null} isUnlocked={state === 'unlocked'}>
      {status.data === undefined ? (
        status.error !== null && <ErrorState error={status.error} onRetry={() => void status.refetch()} />
      ) : firstStart === 'running' ? (
        <FirstStart onDone={() => setFirstStart('done')} />
      ) : status.data.state === 'missing' ? null : status.data.state === 'locked' ? (
        <Unlock
          company={status.data.company}
          people={status.data.people}
          recoveryWaitMs={status.data.recoveryWaitMs}
        />
      ) : (
        <Workbench company={status.data.company} isDemo={status.data.demo} />
      )}
      <ToastRegion />
    </Surroundings>
  );
}

/** Nothing of the archive stays in the window once it is locked. */
function forgetContent(): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'workspace.status' });
  forgetSession();
}

interface SurroundingsProps {
  readonly language: Language | null;
  readonly isUnlocked: boolean;
  readonly children: ReactNode;
}

/** Language, zone and formatters for everything within. */
function Surroundings({ language, isUnlocked, children }: SurroundingsProps) {
  const { i18n } = useTranslation();
  const settings = useRequest('workspace.settings', {}, { enabled: isUnlocked });
  const zone = settings.data?.zone ?? systemZone();
  useEffect(() => {
    if (language !== null) void switchLanguage(language);
  }, [language]);
  const format = useMemo(() => createFormat(i18n.language, zone), [i18n.language, zone]);
  return (
    <I18nProvider locale={formattingLocale(i18n.language)}>
      <FormatContext value={format}>{children}</FormatContext>
    </I18nProvider>
  );
}

function Workbench({ company, isDemo }: { readonly company: string | null; readonly isDemo: boolean }) {
  const me = useMe();
  useAutoLock();
  if (me === undefined) return null;
  if (me.mustChange) return <OwnPassphrase name={me.name} />;
  const own = sections.filter(
    ({ roles, isWhole = false }) => (roles?.includes(me.role) ?? true) && !(isWhole && me.isConfined),
  );
  return (
    <>
      <Frame
        sections={own}
        company={company}
        isDemo={isDemo}
        notices={me.role === 'owner' && <BackupNotices />}
      />
      <Palette />
      <HelpSheet />
      {(me.role === 'owner' || me.role === 'supervisor') && <ImportsLayer />}
      <LockQuestion />
    </>
  );
}
