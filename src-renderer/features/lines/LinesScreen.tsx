import { FileInput, Plus, ScrollText, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { useRequest } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { EmptyState, ErrorState } from '../../ui/feedback/States.tsx';
import { goTo, replacePlace, usePlace } from '../../ui/frame/navigation.ts';
import { useMe } from '../../ui/frame/useMe.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { SplitPane } from '../../ui/layout/SplitPane.tsx';
import { useListShortcuts } from '../../ui/list/useListShortcuts.ts';
import { VirtualList } from '../../ui/list/VirtualList.tsx';
import { useRowHeight } from '../../ui/preferences.ts';
import { CloudDialog } from './CloudDialog.tsx';
import { GiveNotice, type AfterNotice } from './GiveNotice.tsx';
import { LineDetail } from './LineDetail.tsx';
import { LineDialog, type LineDialogPurpose } from './LineDialog.tsx';
import { LineRow } from './LineRow.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { TextsDialog } from './TextsDialog.tsx';
import { useLineActions } from './useLineActions.ts';

function select(line: LineView): void {
  replacePlace({ section: 'lines', lineId: line.id, dialog: null });
}

/** All lines with their state; the selected one with what can be done about it. */
export function LinesScreen() {
  const { t } = useTranslation(['lines', 'notice']);
  const place = usePlace('lines');
  // New lines, imports and the company's texts are nothing for somebody who looks after some lines.
  const isWhole = useMe()?.isConfined === false;
  const { data, error, refetch } = useRequest('lines.list', {});
  const rowHeight = useRowHeight();
  const lines = data?.lines ?? [];
  const selected = lines.find(({ id }) => id === place.lineId) ?? lines[0] ?? null;
  const [editing, setEditing] = useState<LineDialogPurpose | null>(null);
  const [linkingId, setLinkingId] = useState<number | null>(null);
  const linking = lines.find(({ id }) => id === linkingId) ?? null;
  const [settingUpId, setSettingUpId] = useState<number | null>(null);
  const settingUp = lines.find(({ id }) => id === settingUpId) ?? null;
  const [notice, setNotice] = useState<{ lineId: number; next: AfterNotice } | null>(null);
  const noticed = lines.find(({ id }) => id === notice?.lineId) ?? null;
  const [showsTexts, setShowsTexts] = useState(false);
  const actions = useLineActions(
    ({ id }) => setNotice({ lineId: id, next: null }),
    setLinkingId,
    setSettingUpId,
  );

  const add = () => setEditing({ type: 'add' });
  const importChats = () => goTo({ section: 'lines', lineId: selected?.id ?? null, dialog: 'import' });
  const closeForm = () => {
    setEditing(null);
    if (place.dialog === 'add') replacePlace({ ...place, dialog: null });
  };
  useListShortcuts({
    items: lines,
    itemKey: ({ id }) => id,
    selectedKey: selected?.id ?? null,
    onSelect: select,
    labels: { next: t('keys.next'), previous: t('keys.previous'), group: t('title') },
  });
  useShortcut({ keys: 'n', label: t('add'), group: t('title'), enabled: isWhole }, add);
  useShortcut({ keys: 'i', label: t('import'), group: t('title'), enabled: isWhole }, importChats);
  const openTexts = () => setShowsTexts(true);
  useShortcut({ keys: 't', label: t('notice:texts.open'), group: t('title'), enabled: isWhole }, openTexts);

  const purpose = editing ?? (place.dialog === 'add' ? ({ type: 'add' } as const) : null);
  return (
    <>
      <SplitPane
        name="lines"
        fixed="start"
        initial={380}
        min={280}
        max={640}
        start={
          <Region
            kind="list"
            label={t('title')}
            actions={
              isWhole && (
                <>
                  <IconButton
                    icon={ScrollText}
                    label={t('notice:texts.open')}
                    shortcut="t"
                    onPress={openTexts}
                  />
                  <IconButton icon={FileInput} label={t('import')} shortcut="i" onPress={importChats} />
                  <Button icon={Plus} shortcut="n" onPress={add}>
                    {t('add')}
                  </Button>
                </>
              )
            }
          >
            {error === null ? (
              <VirtualList
                label={t('list.label')}
                items={lines}
                itemKey={({ id }) => id}
                rowHeight={rowHeight}
                selectedKey={selected?.id ?? null}
                onSelect={select}
                renderRow={(line) => <LineRow line={line} />}
              />
            ) : (
              <ErrorState error={error} onRetry={() => void refetch()} />
            )}
          </Region>
        }
        end={
          selected === null ? (
            data !== undefined && (
              <EmptyState icon={Smartphone} title={t('empty.title')} hint={t('empty.hint')}>
                <Button variant="primary" icon={Plus} onPress={add}>
                  {t('add')}
                </Button>
                <Button icon={FileInput} onPress={importChats}>
                  {t('import')}
                </Button>
              </EmptyState>
            )
          ) : (
            <LineDetail
              key={selected.id}
              line={selected}
              actions={actions}
              onEdit={() => setEditing({ type: 'edit', line: selected })}
              onSetUp={() => setSettingUpId(selected.id)}
            />
          )
        }
      />
      {purpose !== null && (
        <LineDialog
          purpose={purpose}
          onClose={closeForm}
          onAdded={(lineId) => replacePlace({ section: 'lines', lineId, dialog: null })}
          onLink={(lineId) => actions.link(lineId, { type: 'qr' })}
          onSetUp={setSettingUpId}
          onNotice={(lineId, next) => setNotice({ lineId, next })}
        />
      )}
      {notice !== null && noticed !== null && (
        <GiveNotice
          line={noticed}
          next={notice.next}
          onClose={() => setNotice(null)}
          onGiven={() => {
            setNotice(null);
            if (notice.next === 'link') actions.link(notice.lineId, { type: 'qr' });
            if (notice.next === 'set-up') setSettingUpId(notice.lineId);
          }}
        />
      )}
      {showsTexts && <TextsDialog line={selected} onClose={() => setShowsTexts(false)} />}
      {settingUp !== null && <CloudDialog line={settingUp} onClose={() => setSettingUpId(null)} />}
      {linking !== null && <LinkDialog line={linking} actions={actions} onClose={() => setLinkingId(null)} />}
    </>
  );
}
