import { keyNames } from './keys.ts';
import css from './Kbd.module.css';

/** Shows a shortcut such as `mod+k` the way this computer writes it. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className={css.keys} aria-hidden>
      {keyNames(keys).map((name) => (
        <kbd key={name} className={css.key}>
          {name}
        </kbd>
      ))}
    </span>
  );
}
