import type { SmallTalk } from './script.ts';

const spanish = ['dora', 'beto', 'tere', 'nacho', 'sofia'];
const portuguese = ['walter', 'edson'];
const english = ['grace', 'megan'];

/** What goes on at the counter once the day has calmed down. */
export const smallTalk: readonly SmallTalk[] = [
  {
    people: spanish,
    lines: [
      '{Hola, buenas|Buenas tardes|Disculpe}, ¿tienen {pegazulejo blanco|yeso|varilla de 3/8|malla ciclónica|tubo de 4 pulgadas}?',
      'Sí, {tenemos en existencia|nos llegó hoy|me queda poco, pero sí}. ¿Cuánto necesita?',
      '{unos 10|como 20|5 nada más|30}, ¿a cómo?',
      'Le queda en ${1,890|2,340|3,150|4,420} {con todo y flete|con IVA|puesto en obra}',
      '{va, los quiero|deme chance y le confirmo|perfecto, gracias 🙏|está bien, paso por ellos}',
    ],
  },
  {
    people: portuguese,
    lines: [
      '{Oi|Bom dia|Boa tarde}, qual o prazo de entrega do {cimento|porcelanato|vergalhão}?',
      '{2 dias úteis|Amanhã até meio-dia|Quinta-feira sem falta} 😉',
      '{Show|Beleza|Fechado}, pode mandar {20|40|60} sacos',
    ],
  },
  {
    people: spanish,
    lines: [
      '¿A qué hora {cierran|abren mañana|sale el camión} hoy?',
      'A las {6|7} en punto',
      'Salgo del trabajo {a las 5|a las 6}, {alcanzo|llego corriendo} 😅',
    ],
  },
  {
    people: ['beto', 'dora'],
    lines: [
      'otra vez me mandaron {el tubo|el codo|la llave} que no era',
      '{Qué pena|Una disculpa}, se lo cambio hoy mismo',
      'es la {segunda|tercera} vez, {son unos inútiles|qué servicio de mierda}',
      'Tiene razón en molestarse. Va saliendo el cambio, sin costo',
    ],
  },
  {
    people: english,
    lines: [
      'Hello, is the {delivery|sample box|invoice} on its way?',
      '{It left this morning|It goes out today}, tracking will be in your email',
      '{Perfect|Lovely|Great}, thank you!',
    ],
  },
  {
    people: ['tere', 'sofia'],
    lines: [
      '¿Me haces {un descuentito|precio de amiga|una rebaja} en {los pisos|la pintura|el vinílico}?',
      'Por aquí no puedo hablar, {te paso mi número|te escribo de mi celular} y vemos',
      '{mmm ok|¿por qué no por aquí?|prefiero por aquí, la verdad}',
    ],
  },
  {
    people: spanish,
    lines: [
      '{Ya llegó todo|Todo completo|Ya quedó}, {muchas gracias|mil gracias|Dios los bendiga} 🙌',
      '{Con mucho gusto|Para servirle|A usted}, {bonita tarde|que le quede muy bien}',
    ],
  },
  {
    people: portuguese,
    lines: [
      'Faltou {um saco|uma caixa|um rolo} na entrega de hoje',
      '{Poxa, desculpa|Nossa}! Mando amanhã cedo',
      'Mas me paga o frete então? {kkk|rs}',
      'Fica tranquilo, {é por nossa conta|sem custo}. Manda a foto do canhoto, por favor',
    ],
  },
];
