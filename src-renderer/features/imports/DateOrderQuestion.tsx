import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/useFormat.ts';
import { RadioGroup } from '../../ui/field/RadioGroup.tsx';
import type { ReadyExport } from './answers.ts';
import { dateReadings } from './date-order.ts';
import { answer } from './flow.ts';

/** Whether day or month comes first, shown with a date of the file read both ways. */
export function DateOrderQuestion({ ready }: { readonly ready: ReadyExport }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { file, info, dateOrder } = ready;
  const firstReadings = info.first === null ? [] : dateReadings(info.first, info.dateOrder);
  const isLast = firstReadings.length < 2 && info.last !== null;
  const readings = isLast && info.last !== null ? dateReadings(info.last, info.dateOrder) : firstReadings;
  return (
    <RadioGroup
      label={t(isLast ? 'ask.datesLast' : 'ask.dates')}
      description={t('ask.datesHint')}
      options={readings.map(({ order, date }) => ({
        id: order,
        label: t(`ask.${order}`, { date: format.calendarDate(date) }),
      }))}
      value={dateOrder}
      onChange={(order) => answer([file.token], { dateOrder: order })}
    />
  );
}
