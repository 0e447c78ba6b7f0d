/** A small deterministic generator of numbers in [0, 1) (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

const templates = [
  'Hola {name}, ¿cómo estás? Te paso el presupuesto de {product}',
  'Buenos días, ¿tienen {product} en stock?',
  'Sí, nos quedan {number} unidades de {product} a ${amount} cada una',
  'El pedido {number} sale mañana a las {time} 🚚',
  'Perfecto, gracias!! 🙏🏽',
  'jajaja dale, quedamos así 👍',
  'Ya hice la transferencia, te mando el comprobante',
  '¿Me confirmas la dirección? Av. San Martín {number}, {city}',
  'ok',
  'El camión llegó tarde otra vez, qué pena con el cliente 😩',
  'Señora {name}, su factura de ${amount} vence el viernes',
  'no me llegó el correo, ¿lo envías de nuevo a ventas{number}@example.com?',
  'Estoy en una reunión, te llamo a las {time}',
  'Oi {name}, tudo bem? Segue o orçamento de {product}',
  'Bom dia! Vocês têm {product} pra pronta entrega?',
  'Temos sim, {number} peças por R$ {amount} no pix ou boleto',
  'Seu pedido {number} já saiu pra entrega 📦',
  'Beleza, fechado então! 😊',
  'kkkk tá bom, combinado',
  'Amanhã às {time} passo aí na loja de {city}',
  'Não consegui abrir o arquivo, pode mandar em PDF?',
  'O frete pra {city} fica em R$ {amount}, prazo de 5 dias úteis',
  'Hi {name}, do you have {product} available this week?',
  'Sure, {number} in stock at ${amount} each, shipping to {city} included',
  'Thanks a lot, talk to you at {time}',
  'Could you resend invoice {number}? Accounting did not get it',
  'lol no worries, see you tomorrow',
  'The technician arrives between {time} and 18:00, please call {name} first.\nThanks!',
];

const suspicious = [
  'mejor deposítame a mi cuenta personal y te hago {number}% de descuento',
  'pásame tu cel y lo vemos por fuera con {name}',
  'eres un idiota, ya verás lo que te va a pasar',
  'te paso la base de clientes de {city} por mi correo personal',
  'manda o pix na minha conta pessoal, {name}',
  'me chama no meu zap particular 9{number}-{number}',
  'vou acabar com você, seu otário',
  'send it to my personal account, off the books',
  'text me on my private number so the company does not see it',
  'la tarjeta es 4111 1111 1111 1111, vence 12/29',
  'escríbeme a {name}{number}@gmail.com o a https://wa.me/5491{number}',
];

const slots: Readonly<Record<string, readonly string[]>> = {
  name: [
    'María',
    'João',
    'Ana',
    'Luis',
    'Sofía',
    'Thiago',
    'Emily',
    'Julián',
    'Conceição',
    'Begoña',
    'Carlos',
    'Priya',
  ],
  product: [
    'sacos de cemento',
    'tornillos 3/8',
    'pintura látex',
    'café en grano',
    'cadeira de escritório',
    'cabo HDMI',
    'piso cerâmico',
    'LED panels',
    'steel shelves',
    'cajas de cartón',
  ],
  city: [
    'Bogotá',
    'São Paulo',
    'Córdoba',
    'Monterrey',
    'Viña del Mar',
    'Curitiba',
    'Lima',
    'Austin',
    'Medellín',
  ],
};

/**
 * Short chat messages of a small company in Spanish, Portuguese and English, the same for the same seed; as strings
 * of one piece, as a database hands them over.
 */
export function chatCorpus(count: number, seed = 1): readonly string[] {
  const random = randomNumbers(seed);
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const fill = (slot: string) => {
    if (slot === 'number') return String(Math.floor(10 + random() * 9990));
    if (slot === 'amount') return `${Math.floor(1 + random() * 900)}.${Math.floor(100 + random() * 900)}`;
    if (slot === 'time') return `${Math.floor(8 + random() * 12)}:${random() < 0.5 ? '00' : '30'}`;
    return pick(slots[slot] ?? []);
  };
  const texts = Array.from({ length: count }, () =>
    pick(random() < 0.04 ? suspicious : templates).replaceAll(/\{(\w+)\}/g, (_, slot: string) => fill(slot)),
  );
  return texts.map((text) => Buffer.from(text).toString());
}
