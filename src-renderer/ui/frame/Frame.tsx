import { Keyboard, TextSearch } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../button/IconButton.tsx';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { goInHistory, useNavigation } from './navigation.ts';
import { useOverlays } from './overlays.ts';
import { Rail } from './Rail.tsx';
import type { Section } from './section.ts';
import css from './Frame.module.css';

export interface FrameProps {
  readonly sections: readonly Section[];
  readonly company: string | null;
  readonly isDemo: boolean;
  /** What somebody has to know at once, above every section. */
  readonly notices: ReactNode;
}

/** The workbench: the rail, and the section that is open beside it. */
export function Frame({ sections, company, isDemo, notices }: FrameProps) {
  const { t } = useTranslation('common');
  const open = useNavigation((state) => state.section);
  const section = sections.find(({ id }) => id === open) ?? sections[0];
  const name = section === undefined ? '' : t(`sections.${section.id}`);
  useEffect(() => {
    document.title = [name, company, t('appName')].filter(Boolean).join(' · ');
  }, [name, company, t]);
  const group = t('shortcuts.window');
  useShortcut({ keys: 'alt+arrowleft', label: t('frame.back'), group }, () => goInHistory('back'));
  useShortcut({ keys: 'alt+arrowright', label: t('frame.forward'), group }, () => goInHistory('forward'));
  useShortcut({ keys: 'mod+k', label: t('frame.palette'), group }, () =>
    useOverlays.setState({ open: 'palette' }),
  );
  useShortcut({ keys: '?', label: t('frame.help'), group }, () => useOverlays.setState({ open: 'help' }));
  return (
    <div className={css.frame}>
      <Rail sections={sections} open={section?.id ?? 'inbox'}>
        <IconButton
          icon={TextSearch}
          label={t('frame.palette')}
          shortcut="mod+k"
          onPress={() => useOverlays.setState({ open: 'palette' })}
        />
        <IconButton
          icon={Keyboard}
          label={t('frame.help')}
          shortcut="?"
          onPress={() => useOverlays.setState({ open: 'help' })}
        />
      </Rail>
      <main className={css.main} aria-label={name}>
        {isDemo && <p className={css.demo}>{t('frame.demo')}</p>}
        {notices}
        <div className={css.screen}>{section !== undefined && <section.Screen />}</div>
      </main>
    </div>
  );
}
