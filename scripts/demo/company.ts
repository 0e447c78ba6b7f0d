import type { NewLine } from '#host/archive/lines.ts';

/** A line of the demo company with what its phone exported. */
export interface DemoLine extends NewLine {
  /** Its folder in `resources/demo/chats/`: a `.txt` for each export without media, a folder for each zip with media. */
  readonly folder: string | null;
  /** IANA zone of the phone that made the exports. */
  readonly zone: string;
}

/** A made-up dealer in building materials. */
export const company = {
  name: 'Materiales El Faro',
  owner: 'Elena Farías',
  language: 'es',
  zone: 'America/Mexico_City',
} as const;

/** The line that is linked live; its number is in a range that no operator assigns. */
export const liveLine = { name: 'Mostrador', number: '525500000001' } as const;

/** The company's lines; on each phone the employee goes by the name that stands here. */
export const lines: readonly DemoLine[] = [
  {
    name: 'Ventas México',
    employee: 'Laura Méndez',
    team: 'Ventas México',
    noticeOn: '2025-04-28',
    folder: 'mexico',
    zone: 'America/Mexico_City',
  },
  {
    name: liveLine.name,
    employee: 'Iván Robles',
    team: 'Ventas México',
    noticeOn: '2025-04-28',
    folder: 'mostrador',
    zone: 'America/Mexico_City',
  },
  {
    name: 'Almacén y reparto',
    employee: 'Antonio Reyes',
    team: 'Logística',
    noticeOn: '2025-08-25',
    folder: 'almacen',
    zone: 'America/Mexico_City',
  },
  {
    name: 'Ventas Bogotá',
    employee: 'Andrés Quintero',
    team: 'Colombia',
    noticeOn: '2025-07-14',
    folder: 'bogota',
    zone: 'America/Bogota',
  },
  {
    name: 'Ventas Buenos Aires',
    employee: 'Florencia Aguirre',
    team: 'Argentina',
    noticeOn: '2025-06-30',
    folder: 'buenos-aires',
    zone: 'America/Argentina/Buenos_Aires',
  },
  {
    name: 'Vendas São Paulo',
    employee: 'Rafael Tavares',
    team: 'Brasil',
    noticeOn: '2025-05-05',
    folder: 'sao-paulo',
    zone: 'America/Sao_Paulo',
  },
  {
    name: 'Export desk',
    employee: 'Claire Donovan',
    team: 'Exportación',
    noticeOn: '2025-05-19',
    folder: 'exportacion',
    zone: 'America/Mexico_City',
  },
  {
    name: 'Recepción',
    employee: 'Paola Nájera',
    team: 'Administración',
    noticeOn: null,
    folder: null,
    zone: 'America/Mexico_City',
  },
];
