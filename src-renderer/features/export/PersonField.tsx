import { useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { cx } from '../../ui/cx.ts';
import field from '../../ui/field/Field.module.css';
import overlay from '../../ui/overlay/Overlay.module.css';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import type { ScopeDraft } from './scopeDraft.ts';

export interface PersonFieldProps {
  readonly value: ScopeDraft['contact'];
  readonly onChange: (contact: ScopeDraft['contact']) => void;
}

/** One person, found by name or number. */
export function PersonField({ value, onChange }: PersonFieldProps) {
  const { t } = useTranslation('export');
  const personName = usePersonName();
  const [text, setText] = useState(value?.name ?? '');
  const found = useRequest(
    'contacts.find',
    { text, except: null },
    { enabled: text.trim() !== '', keepPrevious: true },
  );
  const people = (found.data?.contacts ?? []).map(({ id, name, identity }) => ({
    id,
    name: personName(name),
    shown: identity.shown,
  }));
  return (
    <ComboBox
      className={cx(field.field)}
      inputValue={text}
      onInputChange={(next) => {
        setText(next);
        if (value !== null && next !== value.name) onChange(null);
      }}
      value={value?.id ?? null}
      onChange={(key) => {
        const chosen = people.find(({ id }) => id === key);
        if (chosen === undefined) return;
        setText(chosen.name);
        onChange({ id: chosen.id, name: chosen.name });
      }}
      items={people}
      menuTrigger="input"
      allowsCustomValue
    >
      <Label className={cx(field.label)}>{t('scope.contact')}</Label>
      <Input className={cx(field.input)} placeholder={t('form.anyPerson')} maxLength={120} />
      <Popover className={cx(overlay.popover)} offset={4}>
        <ListBox className={cx(field.listBox)}>
          {({ id, name, shown }: (typeof people)[number]) => (
            <ListBoxItem id={id} textValue={name} className={cx(field.option)}>
              <bdi dir="auto">{name === shown ? name : `${name} · ${shown}`}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
