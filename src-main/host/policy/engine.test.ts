import { describe, expect, it } from 'vitest';
import { AtalayaError } from '#shared/errors.ts';
import type { EvaluatedMessage, PolicyInForce, PolicyRule, PolicyScope } from '#shared/model/policy.ts';
import { compilePolicies, maxHits } from './engine.ts';

const everywhere: PolicyScope = { direction: null, conversation: null, lines: null };

function policy(
  policyId: number,
  rules: readonly PolicyRule[],
  scope: Partial<PolicyScope> = {},
): PolicyInForce {
  const definition = {
    name: 'A policy',
    description: '',
    severity: 'high' as const,
    scope: { ...everywhere, ...scope },
    rules,
  };
  return { policyId, version: 1, definition };
}

function phrases(...texts: readonly string[]): readonly PolicyRule[] {
  return texts.map((phrase) => ({ id: phrase, type: 'phrase', phrase }));
}

function patterns(...texts: readonly string[]): readonly PolicyRule[] {
  return texts.map((pattern) => ({ id: pattern, type: 'pattern', pattern }));
}

function message(text: string, other: Partial<EvaluatedMessage> = {}): EvaluatedMessage {
  return { text, kind: 'text', direction: 'outgoing', conversation: 'direct', lineId: 1, ...other };
}

/** What was hit, as it stands in the message. */
function found(rules: readonly PolicyRule[], text: string): readonly string[] {
  const verdicts = compilePolicies([policy(1, rules)]).evaluate(message(text));
  return verdicts.flatMap(({ hits }) => hits.map(({ span }) => text.slice(...span)));
}

describe('a phrase', () => {
  it('hits whole words, however they are written', () => {
    expect(found(phrases('pásame tu cel*'), 'PASAME,  tu…\n CELULAR ya')).toEqual(['PASAME,  tu…\n CELULAR']);
    expect(found(phrases('pasame tu cel*'), 'pá\u200bsаme _tu_ 𝐜𝐞𝐥 😀')).toEqual(['pá\u200bsаme _tu_ 𝐜𝐞𝐥']);
    expect(found(phrases('ano'), 'el año, un verano, anoche y ano')).toEqual(['ano']);
    expect(found(phrases('ano'), 'un an\u0303o')).toEqual([]);
    expect(found(phrases('pago*'), 'pago pagos pagó pagué')).toEqual(['pago', 'pagos', 'pagó']);
    expect(found(phrases("don't"), 'I don’t know')).toEqual(['don’t']);
  });

  it('allows a beginning of a word anywhere in it', () => {
    const rules = phrases('pas* tu num* por*');
    expect(found(rules, 'pásame tu número por favor; pasa tu num, porfa')).toEqual([
      'pásame tu número por',
      'pasa tu num, porfa',
    ]);
    expect(found(rules, 'pasa tu favor')).toEqual([]);
  });

  it('hits at both ends of a message and does not overlap itself', () => {
    expect(found(phrases('a a'), 'a a a a a')).toEqual(['a a', 'a a']);
  });
});

describe('a pattern', () => {
  it('sees the folded text, and its hits are where they were in the original', () => {
    expect(found(patterns(String.raw`\bdepósito\s+n[úu]m\w*\.?\s*\d+`), 'DEPOSITO núm. ٤٢ ok')).toEqual([
      'DEPOSITO núm. ٤٢',
    ]);
    expect(found(patterns('[A-Z]{4}[0-9]{6}'), 'rfc xexx010101')).toEqual(['xexx010101']);
    expect(found(patterns(String.raw`\p{Lu}+ñ\p{Ll}+`), 'el cañón, mañana')).toEqual(['cañón', 'mañana']);
  });

  it('takes ñ for a letter of words, and not for n', () => {
    expect(found(patterns(String.raw`\bo\b`), 'año o año')).toEqual(['o']);
    expect(found(patterns(String.raw`\w+`), 'año')).toEqual(['año']);
    expect(found(patterns('cana', 'caña', 'ca[nñ]a'), 'caña')).toEqual(['caña', 'caña']);
  });

  it('finishes on texts and expressions made to hurt', { timeout: 60_000 }, () => {
    const rules = patterns(
      '(x+x+)+y',
      '(a|aa)+b',
      '(?:[a-z]{1,20}){5}[0-9]',
      '.*?x.*?y.*?z',
      '([ab]*a[ab]{200})z',
      'x.*y|x',
    );
    const engine = compilePolicies([
      policy(1, [
        ...rules,
        ...phrases('x* x* x* y', 'a a a a a a b'),
        { id: 'card', type: 'identifier', identifier: 'card', except: [] },
      ]),
    ]);
    for (const unit of [
      'x',
      'a',
      'ab',
      'a ',
      'x y ',
      'xz',
      '4 1 ',
      '1',
      'é\u200d',
      'n\u0303',
      '😀x',
      '\u0301',
      '\ufdfa',
    ]) {
      const text = `${unit.repeat(65_500 / unit.length)} 0 z b y`;
      expect(engine.evaluate(message(text)).length).toBeLessThanOrEqual(1);
    }
  });
});

describe('verdicts', () => {
  it('name the version and give all hits in reading order, each once', () => {
    const rules = [...patterns('cuenta', String.raw`cuenta\s+propia`), ...phrases('cuenta propia', 'mi')];
    const [verdict] = compilePolicies([{ ...policy(7, rules), version: 3 }]).evaluate(
      message('mi cuenta propia, mi'),
    );
    expect(verdict).toEqual({
      policyId: 7,
      version: 3,
      severity: 'high',
      hits: [
        { rule: 'mi', span: [0, 2] },
        { rule: 'cuenta', span: [3, 9] },
        { rule: 'cuenta propia', span: [3, 16] },
        { rule: String.raw`cuenta\s+propia`, span: [3, 16] },
        { rule: 'mi', span: [18, 20] },
      ],
    });
  });

  it('are the same in whatever order policies are compiled and messages are seen', () => {
    const policies = [
      policy(2, phrases('pago')),
      policy(1, patterns('pag.')),
      policy(3, phrases('por fuera', 'pago por')),
    ];
    const texts = ['pago por fuera', 'nada', 'PAGÓ', 'el an\u0303o del pago'];
    const forwards = compilePolicies(policies);
    const backwards = compilePolicies(policies.toReversed());
    const expected = texts.map((text) => forwards.evaluate(message(text)));
    const again = texts.toReversed().map((text) => backwards.evaluate(message(text)));
    expect(again.toReversed()).toEqual(expected);
    expect(expected[0]?.map(({ policyId }) => policyId)).toEqual([1, 2, 3]);
  });

  it('keep to the scope', () => {
    const engine = compilePolicies([
      policy(1, phrases('pago'), { direction: 'outgoing' }),
      policy(2, phrases('pago'), { conversation: 'group' }),
      policy(3, phrases('pago'), { lines: [4, 5] }),
      policy(4, phrases('pago')),
    ]);
    const hit = (other: Partial<EvaluatedMessage>) =>
      engine.evaluate(message('pago', other)).map(({ policyId }) => policyId);
    expect(hit({})).toEqual([1, 4]);
    expect(hit({ direction: 'incoming', conversation: 'group' })).toEqual([2, 4]);
    expect(hit({ direction: null, lineId: 5 })).toEqual([3, 4]);
    expect(hit({ kind: 'system' })).toEqual([]);
  });

  it('count two hits of a rule on the same characters once', () => {
    expect(found(patterns('[.]'), 'ok…')).toEqual(['…']);
  });

  it('hold the first hits when there are too many', () => {
    const text = 'pago '.repeat(5000);
    const [verdict] = compilePolicies([policy(1, [...phrases('pago'), ...patterns('ag')])]).evaluate(
      message(text),
    );
    expect(verdict?.hits).toHaveLength(maxHits);
    expect(verdict?.hits.at(-1)?.span).toEqual([246, 248]);
  });

  it('are none where there are no policies or no words', () => {
    expect(compilePolicies([]).evaluate(message('pago'))).toEqual([]);
    expect(compilePolicies([policy(1, phrases('pago'))]).evaluate(message(''))).toEqual([]);
  });
});

it('a policy that would not pass validation is refused with its place', () => {
  const invalid = policy(9, patterns('(a'));
  expect(() => compilePolicies([invalid])).toThrow(AtalayaError);
  expect(() => compilePolicies([policy(9, phrases('¡!'))])).toThrow(AtalayaError);
  expect(() => compilePolicies([invalid])).toThrow(
    expect.objectContaining({ code: 'policy-invalid', data: { policy: 9, rule: '(a' } }),
  );
});

describe('a phrase with gaps and forms', () => {
  it.each([
    ['~pagar', 'Págueme hoy, ya pagaron y pagué; el paguro no', ['Págueme', 'pagaron', 'pagué']],
    [
      '~transferir',
      'transfiérame, transfirió, te lo transfiero',
      ['transfiérame', 'transfirió', 'transfiero'],
    ],
    [
      '~hacer factura',
      'hago factura, hizo factura, hazme factura',
      ['hago factura', 'hizo factura', 'hazme factura'],
    ],
    ['~contar a', 'le cuento a ella', ['cuento a']],
    ['~fazer', 'eu faço, ela fez', ['faço', 'fez']],
    ['~pay', 'I paid, she pays, paying', ['paid', 'pays', 'paying']],
    ['pague ... cuenta', 'pague hoy mismo, en mi cuenta', ['pague hoy mismo, en mi cuenta']],
    ['pague ...2 cuenta', 'pague hoy mismo en mi cuenta', []],
    [
      '~depositar ... mi ...1 cuenta',
      'deposítenme ya en mi otra cuenta',
      ['deposítenme ya en mi otra cuenta'],
    ],
    ['a ... b c', 'a x b a b b c', ['a x b a b b c']],
  ])('%s in %s', (phrase, text, hits) => {
    expect(found(phrases(phrase), text)).toEqual(hits);
  });
});

const combined = (
  all: readonly (readonly string[])[],
  within: number | null,
  none: readonly string[] = [],
): readonly PolicyRule[] => [
  {
    id: 'combined',
    type: 'combined',
    all: all.map((each) => ({ phrases: each, identifier: null })),
    none,
    within,
  },
];

describe('a combination', () => {
  it('finds one of each part near each other, in any order', () => {
    const rule = combined(
      [
        ['~pagar', '~depositar'],
        ['mi cuenta', 'a mí'],
      ],
      3,
    );
    expect(found(rule, 'en mi cuenta, por favor, deposítelo')).toEqual(['mi cuenta', 'deposítelo']);
    expect(found(rule, 'págueme a mí')).toEqual(['págueme', 'a mí']);
    expect(found(rule, 'pagué ayer y hoy la luz y el agua, a mí no me deben')).toEqual([]);
    expect(found(rule, 'solo mi cuenta')).toEqual([]);
  });

  it('finds them anywhere in the message when nothing says how near', () => {
    const rule = combined([['precio'], ['telegram'], ['mañana']], null);
    expect(found(rule, 'Mañana le digo. Hay mucho. El precio, por Telegram')).toEqual([
      'Mañana',
      'precio',
      'Telegram',
    ]);
    expect(found(rule, 'El precio, por Telegram')).toEqual([]);
  });

  it('is not there when something speaks against it, near or anywhere', () => {
    const none = ['de la empresa'];
    expect(
      found(combined([['~depositar'], ['cuenta']], 4, none), 'deposite a la cuenta de la empresa'),
    ).toEqual([]);
    expect(found(combined([['te mato']], 2, ['con el precio']), 'te mato con el precio')).toEqual([]);
    expect(found(combined([['te mato']], 2, ['con el precio']), 'te mato')).toEqual(['te mato']);
    const far = 'te mato, y de lo otro hablamos mañana con el precio';
    expect(found(combined([['te mato']], 2, ['con el precio']), far)).toEqual(['te mato']);
    expect(found(combined([['te mato']], null, ['con el precio']), far)).toEqual([]);
  });

  it('finds its parts when they are disguised', () => {
    expect(found(combined([['~pagar'], ['mi cuenta']], 3), 'p.á.g.u.e en mi cu3nta')).toEqual([
      'p.á.g.u.e',
      'mi cu3nta',
    ]);
  });

  it('looks for a valid number near a word', () => {
    const rule: readonly PolicyRule[] = [
      {
        id: 'card',
        type: 'combined',
        all: [
          { phrases: ['tarjeta'], identifier: null },
          { phrases: ['', ' '], identifier: 'card' },
        ],
        none: [],
        within: 3,
      },
    ];
    expect(found(rule, 'mi tarjeta es 4111 1111 1111 1111')).toEqual(['tarjeta', '4111 1111 1111 1111']);
    expect(found(rule, 'mi tarjeta es 4111 1111 1111 1112')).toEqual([]);
  });
});

const hitsOfOne = (rule: PolicyRule, other: Partial<EvaluatedMessage>, scope: Partial<PolicyScope> = {}) =>
  compilePolicies([policy(1, [rule], scope)], 'America/Bogota')
    .evaluate(message('', other))
    .flatMap((one) => one.hits);

describe('the message itself', () => {
  const outside = { days: [1, 2, 3, 4, 5], from: '08:00', to: '19:00', holidays: [] };
  it('is enough outside business hours, whatever it says', () => {
    const every: PolicyRule = { id: 'every', type: 'message', voiceSeconds: null };
    const at = (time: string) => hitsOfOne(every, { kind: 'image', sentAt: Date.parse(time) }, { outside });
    expect(at('2026-11-25T15:00:00Z')).toEqual([]);
    expect(at('2026-11-26T03:00:00Z')).toEqual([{ rule: 'every', span: [0, 0] }]);
    expect(hitsOfOne(every, { kind: 'system' })).toEqual([]);
  });

  it('is enough when it is a long voice note, once', () => {
    const long: PolicyRule = { id: 'long', type: 'message', voiceSeconds: 120 };
    expect(hitsOfOne(long, { kind: 'voice', seconds: 121 })).toHaveLength(1);
    expect(hitsOfOne(long, { kind: 'voice', seconds: 120 })).toEqual([]);
    expect(hitsOfOne(long, { kind: 'audio', seconds: 500 })).toEqual([]);
    expect(hitsOfOne(long, { kind: 'voice', seconds: 121, isEdit: true })).toEqual([]);
  });

  it('goes with words that count only outside business hours', () => {
    const engine = compilePolicies([policy(1, phrases('pago'), { outside })], 'America/Bogota');
    expect(engine.evaluate(message('pago', { sentAt: Date.parse('2026-11-26T03:00:00Z') }))).toHaveLength(1);
    expect(engine.evaluate(message('pago', { sentAt: Date.parse('2026-11-25T15:00:00Z') }))).toEqual([]);
  });
});
