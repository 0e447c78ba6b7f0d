import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { showToast } from '../../ui/feedback/toasts.ts';
import { replacePlace, useNavigation } from '../../ui/frame/navigation.ts';
import { DropTarget } from './DropTarget.tsx';
import { useImportFlow } from './flow.ts';
import { ImportDialog } from './ImportDialog.tsx';
import { importTotals } from './totals.ts';

/** Importing, over whatever section is open: the dialog, the drop target, and word of an import that ended meanwhile. */
export function ImportsLayer() {
  const isOpen = useNavigation(
    ({ section, places }) => section === 'lines' && places.lines.dialog === 'import',
  );
  const lineId = useNavigation(({ places }) => places.lines.lineId);
  useWordOfTheEnd(isOpen);
  const close = () => replacePlace({ section: 'lines', lineId, dialog: null });
  return (
    <>
      <DropTarget />
      {isOpen && <ImportDialog lineId={lineId} onClose={close} />}
    </>
  );
}

/** Tells that the import ended when nobody watches it. */
function useWordOfTheEnd(isWatched: boolean): void {
  const { t } = useTranslation('imports');
  const watchedId = useImportFlow((flow) => flow.watchedId);
  const { data } = useRequest('imports.list', {}, { enabled: watchedId !== null });
  const watched = data?.imports.find(({ id }) => id === watchedId);
  const isRunning = watched?.state === 'running';
  const wasRunning = useRef(false);
  const tell = useEffectEvent(() => {
    if (isWatched || watched === undefined || watched.state === 'running') return;
    const { messages } = importTotals(watched.files);
    showToast(`${t(`summary.${watched.state}`)} · ${t('list.messages', { count: messages })}`);
  });
  useEffect(() => {
    if (wasRunning.current && !isRunning) tell();
    wasRunning.current = isRunning;
  }, [isRunning]);
}
