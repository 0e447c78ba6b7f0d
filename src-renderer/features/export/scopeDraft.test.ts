import { expect, it } from 'vitest';
import { wholeScope } from '#shared/model/export.ts';
import { createFormat } from '../../i18n/format.ts';
import { draftOf, scopeOf } from './scopeDraft.ts';

const format = createFormat('es', 'America/Bogota', ['es-CO']);

it('a selection is the same after the form', () => {
  const scope = {
    ...wholeScope,
    lineId: 3,
    from: Date.parse('2026-03-03T05:00:00Z'),
    to: Date.parse('2026-03-05T05:00:00Z'),
    search: { query: 'pago', contact: 'Ana', direction: 'incoming', kind: null },
  } as const;
  const draft = draftOf(scope, format);
  expect(draft).toMatchObject({ from: '2026-03-03', to: '2026-03-04' });
  expect(scopeOf(draft, format)).toEqual(scope);
});

it('nothing entered is everything', () => {
  expect(scopeOf(draftOf(wholeScope, format), format)).toEqual(wholeScope);
});
