import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import {
  Button,
  Input,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from '../cx.ts';
import css from './Field.module.css';

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'children' | 'className' | 'style'> {
  readonly label: string;
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A field to look for something; Escape empties it. */
export function SearchField({ label, placeholder, inputRef, ...rest }: SearchFieldProps) {
  const { t } = useTranslation('common');
  return (
    <AriaSearchField {...rest} aria-label={label} className={cx(css.searchField)}>
      <div className={css.search}>
        <Search aria-hidden className={css.searchIcon} />
        <Input
          className={cx(css.input)}
          placeholder={placeholder ?? label}
          spellCheck={false}
          {...(inputRef !== undefined && { ref: inputRef })}
        />
        <Button className={cx(css.clear)} aria-label={t('clear')}>
          <X aria-hidden size={14} />
        </Button>
      </div>
    </AriaSearchField>
  );
}
