import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as spanish } from '@orama/stemmers/spanish';

/** What the forms of a word have in common. */
export interface WordForms {
  /** Whether a folded word is a form of it. */
  accepts(word: string): boolean;
  /** How every regular form begins. */
  readonly beginnings: readonly string[];
  /** Forms that begin in another way; pronouns can be written onto them. */
  readonly irregular: readonly string[];
}

/**
 * Verbs that change more than their ending, folded, without what the rules below find. A form that stands in several
 * lines is a form of each.
 */
const irregular: readonly (readonly string[])[] = [
  // Spanish
  'hacer hago haces hace hacemos hacen hice hizo hiciste hicieron haga hagas hagan haz hecho hare hara haran haciendo haria hagame hazme hagalo',
  'decir digo dices dice decimos dicen dije dijo dijiste dijeron diga digas digan di dicho dire dira diran diciendo dime digame digale dile',
  'poner pongo pones pone ponen puse puso pusiste pusieron ponga pongas pongan pon puesto pondre pondra poniendo',
  'tener tengo tienes tiene tenemos tienen tuve tuvo tuviste tuvieron tenga tengas tengan ten tenido tendre tendra teniendo',
  'venir vengo vienes viene venimos vienen vine vino viniste vinieron venga vengas vengan ven venido vendre vendra viniendo',
  'traer traigo traes trae traemos traen traje trajo trajiste trajeron traiga traigas traigan traido traere traera trayendo traeme traigame',
  'ir voy vas va vamos van fui fue fuiste fueron vaya vayas vayan ido ire ira iran yendo vayase vete',
  'dar doy das da damos dan di dio diste dieron de des den dado dare dara dando dame deme dale darme darte',
  'saber se sabes sabe sabemos saben supe supo supiste supieron sepa sepas sepan sabido sabre sabra',
  'poder puedo puedes puede podemos pueden pude pudo pudiste pudieron pueda puedas puedan podido podre podra',
  'pedir pido pides pide pedimos piden pedi pidio pediste pidieron pida pidas pidan pedido pedire pedira pidiendo pideme pidame',
  'seguir sigo sigues sigue seguimos siguen segui siguio siguieron siga sigas sigan seguido seguire siguiendo sigueme sigame',
  'conseguir consigo consigues consigue conseguimos consiguen consegui consiguio consiga consigas consigan conseguido',
  'servir sirvo sirves sirve servimos sirven sirvio sirvieron sirva sirvan servido',
  'medir mido mides mide miden midio mida midan medido',
  'repetir repito repites repite repiten repitio repita repitan repetido',
  'salir salgo sales sale salimos salen salio saliste salieron salga salgas salgan sal salido saldre saldra',
  'transferir transfiero transfieres transfiere transferimos transfieren transferi transfirio transfirieron transfiera transfieras transfieran transferido transfiriendo',
  'querer quiero quieres quiere queremos quieren quise quiso quisieron quiera quieras quieran querido queriendo quisiera',
  // Portuguese
  'fazer faco faz fazes fazemos fazem fiz fez fizeste fizeram faca facas facam feito farei fara farao fazendo faria',
  'dizer digo diz dizes dizemos dizem disse disseram diga digas digam dito direi dira dizendo',
  'por ponho poe poes pomos poem pus pos puseram ponha ponham posto porei pora pondo',
  'ter tenho tem tens temos tive teve tiveram tenha tenham tido terei tera tendo',
  'vir venho vem vens vimos vieram veio venha venham vindo virei vira',
  'trazer trago traz trazes trazemos trazem trouxe trouxeram traga tragam trazido trarei trara trazendo',
  'ir vou vai vais vamos vao fui foi foram va vao ido irei ira indo',
  'dar dou da das damos dao dei deu deram de deem dado darei dara dando',
  'saber sei sabe sabes sabemos sabem soube souberam saiba saibam sabido',
  'poder posso pode podes podemos podem pude pode puderam possa possam podido',
  'pedir peco pede pedes pedimos pedem pedi pediu pediram peca pecam pedido',
  // English
  'pay pays paid paying payment payments',
  'send sends sent sending',
  'give gives gave given giving',
  'take takes took taken taking',
  'buy buys bought buying',
  'sell sells sold selling',
  'tell tells told telling',
  'keep keeps kept keeping',
  'make makes made making',
  'meet meets met meeting',
  'write writes wrote written writing',
  'get gets got gotten getting',
  'steal steals stole stolen stealing',
  'do does did done doing',
  'say says said saying',
  'leave leaves left leaving',
  'find finds found finding',
  'hide hides hid hidden hiding',
  'bring brings brought bringing',
  'lend lends lent lending',
  'break breaks broke broken breaking',
].map((line) => line.split(' '));

const groups = new Map<string, number[]>();
for (const [group, forms] of irregular.entries()) {
  for (const form of forms) groups.set(form, [...(groups.get(form) ?? []), group]);
}

/** Pronouns that are written onto a Spanish verb: "págame", "deposítenoslo". */
const enclitics = [/(?:me|nos|l[ao]s?|les?|se|(?<=ar|er|ir|ndo)te)$/, /(?:me|te|se|nos)l[aeo]s?$/];
const shortestVerb = 3;
/** Before the number of an irregular verb. */
const group = 'group ';

/** The stem with what changes inside of a verb undone: cuento and contar, empiece and empezar, saque and sacar. */
function regular(stem: string): string {
  return stem
    .replace(/ie(?=[^aeiou]*$)/, 'e')
    .replace(/ue(?=[^aeiou]*$)/, 'o')
    .replace(/qu$/, 'c')
    .replace(/gu$/, 'g')
    .replace(/(?:zc|z)$/, 'c')
    .replace(/j$/, 'g');
}

const maxRemembered = 20_000;
const remembered = new Map<string, readonly string[]>();

/** What a word is known by: a stem in each language, with and without pronouns at its end, and irregular verbs. */
function keysOf(word: string): readonly string[] {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  const bare = enclitics.map((pronouns) => word.replace(pronouns, ''));
  const keys = new Set<string>();
  for (const form of [word, ...bare.filter((one) => one !== word && one.length >= shortestVerb)]) {
    keys.add(`es ${regular(spanish(form))}`);
    keys.add(`pt ${regular(portuguese(form))}`);
    for (const number of groups.get(form) ?? []) keys.add(`${group}${number}`);
  }
  keys.add(`en ${english(word)}`);
  if (remembered.size >= maxRemembered) remembered.clear();
  const all = [...keys];
  remembered.set(word, all);
  return all;
}

/** How a stem is written before other endings: saco and saque, luz and luces, cojo and coger, make and making. */
const spellings: readonly (readonly [end: RegExp, others: readonly string[]])[] = [
  [/c$/, ['qu', 'z']],
  [/g$/, ['j']],
  [/[ei]$/, ['', 'y']],
];

/** How words begin that come down to a stem. */
function beginningsOf(stem: string): string[] {
  const closed = stem.replace(/o(?=[^aeiou]*$)/, 'ue');
  const voiced = [stem, closed].flatMap((sound) => [sound, sound.replace(/e(?=[^aeiou]*$)/, 'ie')]);
  return voiced.flatMap((sound) => [
    sound,
    ...spellings.flatMap(([end, others]) =>
      end.test(sound) ? others.map((other) => sound.replace(end, other)) : [],
    ),
  ]);
}

const shortestBeginning = 2;

/** The forms of a folded word in Spanish, Portuguese and English. */
export function formsOf(word: string): WordForms {
  const own = keysOf(word);
  const keys = new Set(own);
  const stems = own.flatMap((key) => (key.startsWith(group) ? [] : [key.slice(key.indexOf(' ') + 1)]));
  const beginnings = new Set(stems.flatMap(beginningsOf).filter(({ length }) => length >= shortestBeginning));
  return {
    accepts: (other) => keysOf(other).some((key) => keys.has(key)),
    // What begins like another one adds nothing.
    beginnings: [...beginnings].filter(
      (one) => ![...beginnings].some((other) => other !== one && one.startsWith(other)),
    ),
    irregular: own.flatMap((key) =>
      key.startsWith(group) ? (irregular[Number(key.slice(group.length))] ?? []) : [],
    ),
  };
}
