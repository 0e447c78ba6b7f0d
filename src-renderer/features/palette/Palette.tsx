import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Input,
  Menu,
  MenuItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { cx } from '../../ui/cx.ts';
import { goTo } from '../../ui/frame/navigation.ts';
import { useOverlays } from '../../ui/frame/overlays.ts';
import { Kbd } from '../../ui/keyboard/Kbd.tsx';
import { useShortcuts } from '../../ui/keyboard/shortcuts.ts';
import { findEntries, type PaletteEntry } from './entries.ts';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import css from './Palette.module.css';

const maxConversations = 20;

function close(): void {
  useOverlays.setState({ open: null });
}

/** Finds commands, conversations and policies by a part of their name, and goes there. */
export function Palette() {
  const { t } = useTranslation('common');
  const isOpen = useOverlays(({ open }) => open === 'palette');
  return (
    <ModalOverlay
      className={cx(css.scrim)}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <Modal className={cx(css.modal)} data-modal>
        <Dialog aria-label={t('frame.palette')} className={cx(css.dialog)}>
          <Finder onClose={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Finder({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['palette', 'common']);
  const [words, setWords] = useState('');
  const [isEntered, setEntered] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const shortcuts = useShortcuts((state) => state.shortcuts);
  const personName = usePersonName();
  const title = words.trim() === '' ? null : words.trim();
  const conversations = useRequest(
    'inbox.conversations',
    { lineId: null, title, cursor: null, limit: maxConversations },
    { keepPrevious: true },
  );
  const policies = useRequest('policy.list', {});

  const entries = useMemo(() => {
    const commands: readonly PaletteEntry[] = shortcuts.map(({ id, label, group, keys, run }) => ({
      id: `command-${id}`,
      label,
      detail: group,
      keys,
      run,
    }));
    const found: readonly PaletteEntry[] = (conversations.data?.conversations ?? []).map(
      ({ id, title, line }) => ({
        id: `conversation-${id}`,
        label: personName(title),
        detail: line.name,
        keys: null,
        run: () => goTo({ section: 'inbox', conversationId: id, messageId: null }),
      }),
    );
    const named: readonly PaletteEntry[] = (policies.data?.policies ?? []).map(({ id, definition }) => ({
      id: `policy-${id}`,
      label: definition.name,
      detail: t('common:sections.policy'),
      keys: null,
      run: () => goTo({ section: 'policy', policyId: id }),
    }));
    // The archive looks for the words in conversation titles, with its own folding of letters; until it has, what was
    // found for the words before is still here.
    const titled = conversations.isPlaceholderData ? findEntries(found, words) : found;
    return [...findEntries(commands, words), ...findEntries(named, words), ...titled];
  }, [shortcuts, conversations.data, conversations.isPlaceholderData, policies.data, words, personName, t]);

  // Enter may come before the first entry is focused, or found.
  const isComplete = !conversations.isPlaceholderData && !conversations.isPending && !policies.isPending;
  const takeFirst = useEffectEvent(() => {
    const [first] = entries;
    if (first === undefined) return;
    onClose();
    first.run();
  });
  useEffect(() => {
    if (isEntered && isComplete) takeFirst();
  }, [isEntered, isComplete]);

  return (
    <Autocomplete
      inputValue={words}
      onInputChange={(value) => {
        setEntered(false);
        setWords(value);
      }}
    >
      <SearchField
        aria-label={t('common:frame.palette')}
        className={cx(css.field)}
        autoFocus
        onSubmit={() => {
          if (!menu.current?.querySelector('[data-focused]')) setEntered(true);
        }}
      >
        <Input className={cx(css.input)} placeholder={t('common:frame.palette')} />
      </SearchField>
      <Menu
        ref={menu}
        aria-label={t('results')}
        className={cx(css.menu)}
        items={entries}
        onAction={(key) => {
          onClose();
          entries.find(({ id }) => id === key)?.run();
        }}
        renderEmptyState={() => <p className={css.nothing}>{t('nothing')}</p>}
      >
        {({ id, label, detail, keys }) => (
          <MenuItem id={id} textValue={label} className={cx(css.item)}>
            <bdi className={css.label} dir="auto">
              {label}
            </bdi>
            <span className={css.detail}>{detail}</span>
            {keys !== null && <Kbd keys={keys} />}
          </MenuItem>
        )}
      </Menu>
    </Autocomplete>
  );
}
