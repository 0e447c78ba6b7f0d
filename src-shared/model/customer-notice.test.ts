import { describe, expect, it } from 'vitest';
import { containsWording, wordingOf } from './customer-notice.ts';

const spanish =
  'Le informamos que {{company}} guarda y revisa las conversaciones de esta línea para atenderle mejor, prevenir fraudes y cumplir sus obligaciones legales. Solo las ven las personas autorizadas. Puede pedir acceso a sus datos, su corrección o su supresión respondiendo a este mensaje.';
const wordings = [wordingOf(spanish)];
const filledIn = spanish.replace('{{company}}', 'Ferretería Los Arcos de Oaxaca, S.A. de C.V.');
const isNotice = (text: string) => containsWording(text, wordings);

describe('the notice to customers is recognised', () => {
  const accepted: readonly [what: string, text: string][] = [
    ['with a greeting and emoji before it', `👋🏽 ¡Buenos días, doña Carmen! 😊\n\n${filledIn}`],
    ['with an answer after it', `${filledIn}\n\nSu pedido sale mañana a las 9:00.`],
    ['in capitals and without accents', filledIn.toUpperCase().normalize('NFD').replaceAll(/\p{M}/gu, '')],
    ['with a name put in', filledIn.replace('Le informamos', 'Le informamos, estimada señora Carmen Ruiz,')],
    ['with words changed', filledIn.replace('guarda', 'conserva').replace('prevenir', 'evitar')],
    ['with a clause left out', filledIn.replace('Solo las ven las personas autorizadas. ', '')],
    ['in bold and over several lines', `*${filledIn.replaceAll('. ', '.*\n\n*')}*`],
  ];
  it.each(accepted)('%s', (_what, text) => expect(isNotice(text)).toBe(true));
});

describe('it is not taken for the notice', () => {
  const words = filledIn.split(' ');
  const refused: readonly [what: string, text: string][] = [
    ['when half of it is missing', words.slice(0, words.length / 2).join(' ')],
    ['when its words come in another order', words.toReversed().join(' ')],
    ['when its words are scattered over a long text', words.join(' bueno pues este mire usted que ')],
    ['when it is an ordinary message', 'Buenos días, le confirmo que su pedido está listo para recoger.'],
    ['when it is empty', ''],
  ];
  it.each(refused)('%s', (_what, text) => expect(isNotice(text)).toBe(false));
});
