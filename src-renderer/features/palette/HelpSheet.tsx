import { useTranslation } from 'react-i18next';
import { useOverlays } from '../../ui/frame/overlays.ts';
import { Kbd } from '../../ui/keyboard/Kbd.tsx';
import { useShortcuts } from '../../ui/keyboard/shortcuts.ts';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './Palette.module.css';

/** What every list does by itself; see VirtualList. */
const listKeys = [
  { keys: ['j', 'arrowdown'], label: 'nextRow' },
  { keys: ['k', 'arrowup'], label: 'previousRow' },
  { keys: ['home', 'end'], label: 'firstOrLastRow' },
  { keys: ['enter'], label: 'enterRow' },
] as const;

/** The keys that work where one is, by what they belong to. */
export function HelpSheet() {
  const { t } = useTranslation(['palette', 'common']);
  const isOpen = useOverlays(({ open }) => open === 'help');
  const shortcuts = useShortcuts((state) => state.shortcuts);
  const withKeys = shortcuts.flatMap((shortcut) =>
    shortcut.keys === null ? [] : [{ ...shortcut, keys: shortcut.keys }],
  );
  const groups = Map.groupBy([...withKeys].reverse(), ({ group }) => group);
  return (
    <Dialog
      title={t('common:frame.help')}
      size="medium"
      isOpen={isOpen}
      onClose={() => useOverlays.setState({ open: null })}
    >
      <div className={css.groups}>
        {[...groups].map(([group, entries]) => (
          <section key={group} className={css.group}>
            <h3>{group}</h3>
            <dl>
              {[...entries].reverse().map(({ id, keys, label }) => (
                <div key={id} className={css.entry}>
                  <dt>{label}</dt>
                  <dd>
                    <Kbd keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className={css.group}>
          <h3>{t('lists')}</h3>
          <dl>
            {listKeys.map(({ keys, label }) => (
              <div key={label} className={css.entry}>
                <dt>{t(label)}</dt>
                <dd className={css.keys}>
                  {keys.map((key) => (
                    <Kbd key={key} keys={key} />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
