import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { cx } from '../cx.ts';
import overlay from '../overlay/Overlay.module.css';
import css from './Field.module.css';

export interface ZoneFieldProps {
  readonly label: string;
  readonly description?: string;
  /** An IANA name such as America/Bogota. */
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

function zoneName(zone: string): string {
  return zone.replaceAll('_', ' ').replaceAll('/', ' / ');
}

/** A time zone, found by typing a part of its name. */
export function ZoneField({ label, description, value, onChange }: ZoneFieldProps) {
  const { t } = useTranslation('common');
  const zones = useMemo(
    () => [...new Set([value, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort(),
    [value],
  );
  return (
    <ComboBox
      className={cx(css.field)}
      value={value}
      onChange={(key) => {
        const zone = zones.find((name) => name === key);
        if (zone !== undefined) onChange(zone);
      }}
      menuTrigger="input"
    >
      <Label className={cx(css.label)}>{label}</Label>
      <div className={css.combo}>
        <Input className={cx(css.input)} />
        <Button className={cx(css.comboButton)} aria-label={t('showAll')}>
          <ChevronDown aria-hidden className={css.chevron} />
        </Button>
      </div>
      {description !== undefined && (
        <Text slot="description" className={cx(css.description)}>
          {description}
        </Text>
      )}
      <Popover className={cx(overlay.popover)} offset={4}>
        <ListBox className={cx(css.listBox)}>
          {zones.map((zone) => (
            <ListBoxItem key={zone} id={zone} textValue={zoneName(zone)} className={cx(css.option)}>
              {zoneName(zone)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
