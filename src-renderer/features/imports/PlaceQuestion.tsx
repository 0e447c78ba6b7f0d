import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import { RadioGroup } from '../../ui/field/RadioGroup.tsx';
import { isolated, usePersonName } from '../../ui/person/usePersonName.ts';
import type { PlaceAnswer } from './flow.ts';
import { answer } from './flow.ts';

type Places = Output<'imports.places'>;

export interface PlaceQuestionProps {
  readonly token: string;
  readonly possible: Places['possible'];
  readonly place: PlaceAnswer | null;
}

/** Which conversation a chat belongs to, each with what speaks for it. */
export function PlaceQuestion({ token, possible, place }: PlaceQuestionProps) {
  const { t } = useTranslation('imports');
  const name = usePlaceName();
  const evidence = ({ sameName, sameTexts }: Places['possible'][number]) =>
    [
      ...(sameName ? [t('place.sameName')] : []),
      ...(sameTexts > 0 ? [t('place.sameTexts', { count: sameTexts })] : []),
    ].join(', ');
  return (
    <RadioGroup
      label={t('place.question')}
      description={t('place.hint')}
      options={[
        ...possible.map((one) => ({
          id: String(one.conversationId),
          label: t('place.because', { name: name(one), evidence: evidence(one) }),
        })),
        { id: 'new', label: t('place.new') },
      ]}
      value={place === null ? null : String(place)}
      onChange={(id) => answer([token], { place: id === 'new' ? 'new' : Number(id) })}
    />
  );
}

/** Where a chat goes of itself, and why. */
export function SettledPlace({ settled }: { readonly settled: NonNullable<Places['settled']> }) {
  const { t } = useTranslation('imports');
  const name = usePlaceName();
  return <p>{t(`place.${settled.basis}`, { name: name(settled) })}</p>;
}

/** A conversation's name, with the number that tells it apart. */
function usePlaceName(): (place: Pick<NonNullable<Places['settled']>, 'title' | 'detail'>) => string {
  const personName = usePersonName();
  return ({ title, detail }) =>
    detail === null ? isolated(personName(title)) : `${isolated(personName(title))} (${isolated(detail)})`;
}
