import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../cx.ts';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { keyNames } from '../keyboard/keys.ts';
import { goToSection, type SectionId } from './navigation.ts';
import type { Section } from './section.ts';
import css from './Frame.module.css';

export interface RailProps {
  readonly sections: readonly Section[];
  readonly open: SectionId;
  /** Tools at the foot, above the last section. */
  readonly children: ReactNode;
}

/** The narrow rail at the left: one entry for each section, the last one at the foot. */
export function Rail({ sections, open, children }: RailProps) {
  const { t } = useTranslation('common');
  return (
    <nav className={css.rail} aria-label={t('frame.rail')}>
      <ul className={css.entries}>
        {sections.map((section, index) => (
          <RailEntry
            key={section.id}
            section={section}
            isOpen={section.id === open}
            keys={`mod+${index + 1}`}
            before={index === sections.length - 1 ? <li className={css.tools}>{children}</li> : null}
          />
        ))}
      </ul>
    </nav>
  );
}

interface RailEntryProps {
  readonly section: Section;
  readonly isOpen: boolean;
  readonly keys: string;
  readonly before: ReactNode;
}

function RailEntry({ section, isOpen, keys, before }: RailEntryProps) {
  const { t } = useTranslation('common');
  const { id, icon: Icon, Count } = section;
  const name = t(`sections.${id}`);
  useShortcut({ keys, label: name, group: t('shortcuts.go') }, () => goToSection(id));
  return (
    <>
      {before}
      <li>
        <button
          type="button"
          className={cx(css.entry, isOpen && css.open)}
          aria-current={isOpen ? 'page' : undefined}
          title={`${name} (${keyNames(keys).join('+')})`}
          onClick={() => goToSection(id)}
        >
          <Icon aria-hidden className={css.entryIcon} />
          <span className={css.entryName}>{name}</span>
          {Count !== undefined && (
            <span className={css.entryCount}>
              <Count />
            </span>
          )}
        </button>
      </li>
    </>
  );
}
