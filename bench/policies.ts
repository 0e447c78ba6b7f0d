import { join } from 'node:path';
import { fold, originalSpan } from '#shared/model/fold.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import type {
  EvaluatedMessage,
  PolicyDefinition,
  PolicyInForce,
  PolicyRule,
  Verdict,
} from '#shared/model/policy.ts';
import { compilePolicies, type PolicyEngine } from '#host/policy/engine.ts';
import { loadStarterPolicies } from '#host/policy/starter.ts';
import { judgedConversations, judgedPages } from '#host/archive/judged-messages.ts';
import { recordNotice } from '#host/archive/notices.ts';
import { runBacktest } from '#host/backtest/run-backtest.ts';
import { openBenchArchive } from './archive.ts';
import { chatCorpus } from './corpus.ts';
import type { BenchRow } from './report.ts';

/** The loop is so slow that it gets only as many. */
const loopMessages = 10_000;
const rounds = 3;
/** Messages that are put into the archive in one transaction. */
const perCommit = 5000;
const patterns = [
  String.raw`\bcuenta\s+(?:personal|propia|particular)\b`,
  String.raw`\bconta\s+(?:pessoal|particular)\b`,
  String.raw`\b(?:my|his|her)\s+personal\s+account\b`,
  String.raw`[a-z0-9._%+-]{1,64}@(?:gmail|hotmail|outlook|yahoo)\.com`,
  String.raw`https?://(?:wa\.me|api\.whatsapp\.com)/\S+`,
  String.raw`\bt\.me/\w{3,32}`,
  String.raw`\binstagram\.com/\w+`,
  String.raw`\bpix\b.{0,40}\b(?:pessoal|particular|minha)\b`,
  String.raw`\b\d{3}\.\d{3}\.\d{3}-\d{2}\b`,
  String.raw`\b[a-z]{4}\d{6}[a-z0-9]{3}\b`,
  String.raw`\bes\d{2}(?:\s?\d{4}){5}\b`,
  String.raw`\b\d{18}\b`,
  String.raw`\b(?:te|los?|las?)\s+voy\s+a\s+(?:matar|golpear|buscar)\b`,
  String.raw`\bvou\s+(?:te\s+)?(?:matar|bater|acabar)\b`,
  String.raw`\bi(?:'m| am)?\s+(?:going to|gonna)\s+(?:kill|hurt)\b`,
  String.raw`\bno\s+le\s+digas?\s+a\s+\w+`,
  String.raw`\bnao\s+(?:fala|conta)\s+pra\s+ninguem\b`,
  String.raw`\bdon't\s+tell\s+\w+`,
  String.raw`\bbase\s+de\s+(?:datos|clientes)\b`,
  String.raw`\blista\s+de\s+(?:clientes|precios\s+internos)\b`,
  String.raw`\bcustomer\s+(?:list|database)\b`,
  String.raw`\bsin\s+(?:factura|recibo|iva)\b`,
  String.raw`\bsem\s+nota\b`,
  String.raw`\boff\s+the\s+(?:books|record)\b`,
  String.raw`\bcontrasena\s*[:=]\s*\S+`,
];

/** Another 25, of the kind that administrators make by changing a word. */
const variants = ['comision', 'propina', 'gorjeta', 'kickback', 'efectivo'].flatMap((word) =>
  ['mi', 'minha', 'my', 'tu', 'sua'].map((owner) => String.raw`\b${word}\s+(?:para|pra|for)\s+${owner}\b`),
);

const subjects = [
  'pasame',
  'mandame',
  'enviame',
  'dame',
  'manda',
  'passa',
  'envia',
  'send me',
  'give me',
  'text me',
];
const objects = [
  'tu cel',
  'tu numero',
  'tu whatsapp personal',
  'el efectivo',
  'la base de clientes',
  'o pix',
  'seu numero',
  'seu zap particular',
  'a lista de clientes',
  'a senha',
  'your number',
  'your cell',
  'the client list',
  'the password',
  'the cash',
];
const insults = [
  'idiota*',
  'imbecil*',
  'estupid*',
  'tarado*',
  'inutil*',
  'otario*',
  'burro*',
  'palhaco*',
  'moron*',
  'loser*',
];
const owners = ['eres', 'sos', 'que', 'seu', 'sua', 'you', 'pedazo de', 'maldito', 'vaya', 'tremendo'];
const places = [
  'mi cuenta',
  'mi casa',
  'mi cel',
  'minha conta',
  'meu zap',
  'meu celular',
  'my account',
  'my phone',
  'my private number',
  'por fuera',
];
const verbs = [
  'deposita* a',
  'deposita* en',
  'transfiere* a',
  'paga* en',
  'escrib* a',
  'llama* a',
  'transfer* para',
  'paga* na',
  'chama no',
  'liga no',
  'send it to',
  'pay into',
  'text me on',
  'call me on',
  'write to',
  'lo vemos por',
  'mandalo a',
  'manda na',
  'deposit to',
  'transfer to',
  'wire to',
  'pasalo a',
  'joga na',
  'passa para',
  'ship to',
];

function together(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.flatMap((left) => second.map((right) => `${left} ${right}`));
}

const phrases = [...together(subjects, objects), ...together(owners, insults), ...together(verbs, places)];

function policyOf(rules: readonly PolicyRule[]): PolicyInForce {
  const scope = { direction: null, conversation: null, lines: null };
  const definition: PolicyDefinition = { name: 'bench', description: '', severity: 'low', scope, rules };
  return { policyId: 1, version: 1, definition };
}

const rules: readonly PolicyRule[] = [
  ...phrases.map((phrase, index): PolicyRule => ({ id: `phrase ${index}`, type: 'phrase', phrase })),
  ...[...patterns, ...variants].map((pattern, index): PolicyRule => ({
    id: `pattern ${index}`,
    type: 'pattern',
    pattern,
  })),
];

function toRegExp(rule: PolicyRule): RegExp | null {
  if (rule.type === 'pattern') return new RegExp(rule.pattern, 'gi');
  if (rule.type !== 'phrase') return null;
  const words = rule.phrase
    .split(' ')
    .map((word) => (word.endsWith('*') ? `${word.slice(0, -1)}\\w*` : word));
  return new RegExp(`\\b${words.join('\\W+')}\\b`, 'gi');
}

/** What the engine is held against: each rule's own RegExp, one by one, over the folded text. */
function loopOf(rules: readonly PolicyRule[]): (text: string) => readonly string[] {
  const expressions = rules.flatMap((rule) => {
    const expression = toRegExp(rule);
    return expression === null ? [] : [{ id: rule.id, expression }];
  });
  return (text) => {
    const hits: string[] = [];
    const folded = fold(text);
    for (const { id, expression } of expressions) {
      expression.lastIndex = 0;
      for (let match = expression.exec(folded.text); match !== null; match = expression.exec(folded.text)) {
        hits.push(`${id}@${originalSpan(folded, match.index, expression.lastIndex).join('-')}`);
      }
    }
    return hits;
  };
}

function messageOf(text: string): EvaluatedMessage {
  return { text, kind: 'text', direction: 'outgoing', conversation: 'direct', lineId: 1 };
}

function hitsOf(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.flatMap(({ hits }) => hits.map(({ rule, span }) => `${rule}@${span.join('-')}`));
}

/** Texts a second in the fastest of a few rounds: the one that the machine disturbed least. */
function fastest(texts: readonly string[], works: readonly ((text: string) => void)[]): readonly number[] {
  const best = works.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      for (const text of texts) work(text);
      best[index] = Math.max(best[index] ?? 0, (texts.length / (performance.now() - start)) * 1000);
    }
  }
  return best;
}

function checkSameHits(
  texts: readonly string[],
  engine: PolicyEngine,
  loop: (text: string) => readonly string[],
): void {
  for (const text of texts) {
    const expected = loop(text).toSorted().join(' ');
    const found = hitsOf(engine.evaluate(messageOf(text)))
      .toSorted()
      .join(' ');
    if (found !== expected)
      throw new Error(`on ${JSON.stringify(text)} the engine finds ${found}, the loop ${expected}`);
  }
}

const always = { from: null, to: null };

/** Messages a second of a back-test of a policy against itself over an archive, and of reading the same rows. */
async function backtestOverArchive(
  texts: readonly string[],
  definition: PolicyDefinition,
): Promise<{ readonly reading: number; readonly backtest: number }> {
  const { session, lineId, remove } = await openBenchArchive();
  const { reader, writer, captureDesk } = session.archive;
  recordNotice(writer, lineId, { how: 'told', given_on: '1970-01-01', given_at: 0 }, Date.now());
  const capture = captureDesk(() => []);
  const first = Date.UTC(2025, 0, 1);
  const told = texts.map((text, index): CapturedMessage => {
    const contact = { key: `contact ${index % 200}`, name: `Contact ${index % 200}` };
    return {
      type: 'message',
      conversation: { key: contact.key, kind: 'direct', title: contact.name },
      key: `message ${index}`,
      sender: contact,
      direction: 'incoming',
      kind: 'text',
      sentAt: first + index * 10_000,
      text,
      attachment: null,
      deleted: false,
      edited: false,
      suspicious: false,
      raw: null,
    };
  });
  for (let from = 0; from < told.length; from += perCommit)
    capture.commit({ lineId, live: false }, told.slice(from, from + perCommit));
  const read = () => {
    for (const conversation of judgedConversations(reader))
      for (const page of judgedPages(reader, conversation, always)) if (page.length === 0) return;
  };
  const backtest = () =>
    runBacktest(
      reader,
      { draft: definition, inForce: definition, period: always, zone: 'UTC' },
      () => undefined,
    );
  const rates = [read, backtest].map((work) => {
    let best = 0;
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      work();
      best = Math.max(best, (texts.length / (performance.now() - start)) * 1000);
    }
    return best;
  });
  await remove();
  return { reading: rates[0] ?? 0, backtest: rates[1] ?? 0 };
}

/**
 * Measures folding, the evaluation of 500 phrases and 50 patterns against a loop of as many RegExps, and the
 * back-test of one policy over an archive. Throws when engine and loop do not find the same.
 */
export async function benchPolicies({ messages }: { messages: number }): Promise<readonly BenchRow[]> {
  const texts = chatCorpus(messages);
  const sample = texts.slice(0, loopMessages);
  const engine = compilePolicies([policyOf(rules)]);
  const loop = loopOf(rules);
  checkSameHits(sample, engine, loop);

  const [starter] = await loadStarterPolicies(join(import.meta.dirname, '../resources/policies'), 'es');
  if (starter === undefined) throw new Error('there is no starter policy');
  const [looping = 0] = fastest(sample, [loop]);
  const [folding = 0, evaluating = 0] = fastest(texts, [fold, (text) => engine.evaluate(messageOf(text))]);
  const { reading, backtest } = await backtestOverArchive(texts, starter.definition);
  const ratio = evaluating / looping;
  const row = { unit: 'messages/s', ratio: null, budget: null, met: null };
  return [
    { ...row, name: 'fold', value: folding },
    { ...row, name: 'rows read from an archive for a back-test', value: reading },
    { ...row, name: 'loop of RegExp, 500 phrases and 50 patterns', value: looping },
    {
      ...row,
      name: 'engine, the same rules and hits',
      value: evaluating,
      ratio,
      budget: '>= 25 x',
      met: ratio >= 25,
    },
    {
      ...row,
      name: 'back-test of a starter policy over an archive, against reading the same rows',
      value: backtest,
      ratio: backtest / reading,
      budget: '>= 150,000/s',
      met: backtest >= 150_000,
    },
  ];
}
