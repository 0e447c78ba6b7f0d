import { Pin, PinOff, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../button/IconButton.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { savePreferences, usePreferences } from '../preferences.ts';
import { Region } from './Region.tsx';
import { useMediaQuery } from './useMediaQuery.ts';
import { SplitPane } from './SplitPane.tsx';
import css from './SidePanel.module.css';

/** Whether a side panel is open, and whether it stays. */
export interface SidePanelState {
  readonly name: string;
  readonly isOpen: boolean;
  readonly isPinned: boolean;
  /** Whether the window has room for a column more; otherwise the panel lies over the region. */
  readonly isRoomy: boolean;
  readonly toggle: () => void;
  readonly setPinned: (isPinned: boolean) => void;
}

/**
 * The state of the side panel with this name. A pinned one is open everywhere, also after a restart; where the window is
 * too narrow for a column more, it waits until it is asked for.
 */
export function useSidePanel(name: string): SidePanelState {
  const isRoomy = useMediaQuery('(min-width: 1160px)');
  // Beside the widths, as that is what it belongs to: 1 when it is pinned.
  const isPinned = usePreferences((state) => state.panes[`${name}.pinned`] === 1) && isRoomy;
  const [isShown, setShown] = useState(false);
  const setPinned = (pinned: boolean) => {
    const { panes } = usePreferences.getState();
    savePreferences({ panes: { ...panes, [`${name}.pinned`]: pinned ? 1 : 0 } });
  };
  return {
    name,
    isPinned,
    isRoomy,
    isOpen: isShown || isPinned,
    toggle() {
      setShown(!(isShown || isPinned));
      if (isPinned) setPinned(false);
    },
    setPinned(pinned) {
      setShown(true);
      setPinned(pinned);
    },
  };
}

export interface SidePanelProps {
  readonly panel: SidePanelState;
  readonly label: string;
  readonly side: ReactNode;
  readonly children: ReactNode;
}

/** A region with a panel beside its end, or over it where the window is narrow. */
export function SidePanel({ panel, label, side, children }: SidePanelProps) {
  const { t } = useTranslation('common');
  const { name, isOpen, isPinned, isRoomy, toggle, setPinned } = panel;
  useShortcut({ keys: 'escape', label: t('close'), group: label, enabled: isOpen && !isPinned }, toggle);
  const content = isOpen && (
    <Region
      kind="context"
      label={label}
      actions={
        <>
          <IconButton
            icon={isPinned ? PinOff : Pin}
            label={isPinned ? t('unpin') : t('pin')}
            isPressed={isPinned}
            onPress={() => setPinned(!isPinned)}
          />
          <IconButton icon={X} label={t('close')} onPress={toggle} />
        </>
      }
    >
      {side}
    </Region>
  );
  return (
    <div className={css.whole}>
      <SplitPane
        name={name}
        fixed="end"
        initial={300}
        min={240}
        max={480}
        start={children}
        end={isOpen && isRoomy ? content : null}
      />
      {isOpen && !isRoomy && <div className={css.over}>{content}</div>}
    </div>
  );
}
