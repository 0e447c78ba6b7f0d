import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { cx } from '../../ui/cx.ts';
import field from '../../ui/field/Field.module.css';
import overlay from '../../ui/overlay/Overlay.module.css';

export interface ContactFieldProps {
  readonly value: string;
  readonly onChange: (name: string) => void;
}

/** The name of somebody who wrote, completed from the names in the archive. */
export function ContactField({ value, onChange }: ContactFieldProps) {
  const { t } = useTranslation('search');
  const contacts = useRequest(
    'search.contacts',
    { name: value },
    { enabled: value.trim() !== '', keepPrevious: true },
  );
  const names = contacts.data?.names ?? [];
  return (
    <ComboBox
      className={cx(field.field)}
      inputValue={value}
      onInputChange={onChange}
      items={names.map((name) => ({ id: name }))}
      allowsCustomValue
      menuTrigger="input"
    >
      <Label className={cx(field.label)}>{t('contact')}</Label>
      <Input className={cx(field.input)} placeholder={t('anyContact')} maxLength={120} />
      <Popover className={cx(overlay.popover)} offset={4}>
        <ListBox className={cx(field.listBox)}>
          {({ id }: { id: string }) => (
            <ListBoxItem id={id} textValue={id} className={cx(field.option)}>
              <bdi dir="auto">{id}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
