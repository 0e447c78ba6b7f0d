import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as portugueseStem } from '@orama/stemmers/portuguese';
import { stemmer as spanishStem } from '@orama/stemmers/spanish';

/*
 * Which words are forms of one another, in three languages at once: an archive mixes them. Words come folded, because
 * the stemmers do better without accents.
 */

/** What a stemmer does not bring together: the stem, then what else counts as it, as whole words or as stems. */
const irregular = {
  es: `hac hiz hic hag hech hicier hice hizo har haria
    pod pued pud pudier puedo puede pueden
    quer quier quis quisier
    dec dig dij dich dir dijer
    ten tien teng tuv tuvier tendr
    ven vien veng vin vinier vendr
    pon pong pus puest pusier pondr
    sal salg saldr
    transfer transfier transfir transfirier
    refer refier refir
    prefer prefier prefir
    devolv devuelv devuelt
    volv vuelv vuelt
    resolv resuelv resuelt
    mov muev
    cerr cierr
    empez empiez empiec empec
    comenz comienz comienc comenc
    pens piens
    entend entiend
    perd pierd
    cont cuent
    encontr encuentr
    mostr muestr
    prob prueb
    cost cuest
    acord acuerd
    record recuerd
    neg nieg
    ped pid pidier
    serv sirv
    segu sig sigu
    consegu consig consigu
    ment mient mint
    sent sient sint
    mor muer muri
    dorm duerm durm
    jug jueg
    tra traig traj trajer
    conoc conozc
    ofrec ofrezc
    entreg entregu
    abr abiert
    escrib escrit
    romp rot`,
  pt: `faz fac fiz fez feit fizer fari
    pod poss pud pode puder
    quer queir quis quiser
    diz dig diss dit diri disser
    ter tenh tiv tev tiver
    vir venh vei vier vem
    por ponh pus post puser
    traz trag troux traga trouxer
    transfer transfir
    prefer prefir
    refer refir
    confer confir
    ped pec
    perd perc
    ouv ouc
    sab soub sei souber
    sent sint
    ment mint
    serv sirv
    segu sig
    consegu consig
    dorm durm
    cobr cubr cobert
    abr abert
    escrev escrit
    entreg entregu`,
  en: `pai pay paid
    send sent
    bui buy bought
    sell sold
    tell told
    sai say said
    give gave given
    take took taken
    make made
    lose lost
    leave left leav
    keep kept
    speak spoke spoken
    write wrote written
    go went gone
    get got gotten
    bring brought
    think thought
    know knew known
    see saw seen
    find found
    meet met
    steal stole stolen
    hide hid hidden
    break broke broken
    choose chose chosen choos
    spend spent
    lend lent
    hold held
    do did done
    man men
    woman women
    child children
    person people peopl`,
};

type Language = keyof typeof irregular;

interface Grammar {
  readonly stem: (word: string) => string;
  /** What a stem or a word counts as. */
  readonly bases: ReadonlyMap<string, string>;
  /** All stems and words that count as a base. */
  readonly variants: ReadonlyMap<string, readonly string[]>;
}

function grammarOf(language: Language, stemmer: (word: string) => string): Grammar {
  const bases = new Map<string, string>();
  const variants = new Map<string, readonly string[]>();
  for (const line of irregular[language].split('\n')) {
    const family = line.trim().split(' ');
    const [base = ''] = family;
    variants.set(base, family);
    for (const variant of family) bases.set(variant, base);
  }
  // busque and buscar, pague and pagar, luces and luz: one sound, two spellings.
  const stem =
    language === 'en'
      ? stemmer
      : (word: string) => stemmer(word).replace(/qu$/, 'c').replace(/gu$/, 'g').replace(/z$/, 'c');
  return { stem, bases, variants };
}

const grammars: readonly Grammar[] = [
  grammarOf('es', spanishStem),
  grammarOf('pt', portugueseStem),
  grammarOf('en', englishStem),
];

/** Stems are asked for again and again while somebody types. */
const known = new Map<string, readonly string[]>();
const maxKnown = 50_000;

/** What a folded word comes down to in each language, in the same order for every word. */
function rootsOf(word: string): readonly string[] {
  const found = known.get(word);
  if (found !== undefined) return found;
  const roots = grammars.map(({ stem, bases }) => {
    const stemmed = stem(word);
    return bases.get(word) ?? bases.get(stemmed) ?? stemmed;
  });
  if (known.size >= maxKnown) known.clear();
  known.set(word, roots);
  return roots;
}

const shortestRoot = 2;

/** Whether two folded words are forms of one, in any of the languages. */
export function areForms(word: string, other: string): boolean {
  const others = rootsOf(other);
  return rootsOf(word).some((root, index) => root.length >= shortestRoot && root === others[index]);
}

/** How the forms of a folded word can begin: every form begins like one of these. */
export function beginningsOf(word: string): string[] {
  const roots = rootsOf(word);
  const starts = new Set<string>();
  for (const [index, root] of roots.entries()) {
    const stem = commonStart(word, root);
    for (const start of [stem || root, ...(grammars[index]?.variants.get(root) ?? [])]) starts.add(start);
    for (const spelling of ['z', 'qu']) starts.add(root.replace(/c$/, spelling));
    // companies and company
    starts.add(root.replace(/i$/, 'y'));
  }
  return [...starts].filter(
    (start) =>
      start.length >= shortestRoot &&
      ![...starts].some(
        (other) => other.length >= shortestRoot && other.length < start.length && start.startsWith(other),
      ),
  );
}

function commonStart(word: string, stem: string): string {
  let length = 0;
  while (length < stem.length && word[length] === stem[length]) length += 1;
  return length < shortestRoot ? '' : word.slice(0, length);
}
