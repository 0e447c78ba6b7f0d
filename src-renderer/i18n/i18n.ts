import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languages, type Language } from '#shared/model/workspace.ts';
import { formattingLocale } from './format.ts';

/** The window's translations. */
const i18n = createInstance();

const files = import.meta.glob<Readonly<Record<string, unknown>>>('../../src-shared/locales/*/*.json', {
  eager: true,
  import: 'default',
});

function bundledResources() {
  const resources: Record<string, Record<string, Readonly<Record<string, unknown>>>> = {};
  for (const [path, words] of Object.entries(files)) {
    const [language, file] = path.split('/').slice(-2);
    if (language === undefined || file === undefined) continue;
    (resources[language] ??= {})[file.replace(/\.json$/, '')] = words;
  }
  return resources;
}

/** The language of ours that fits the system best; English when none does. */
export function systemLanguage(preferred: readonly string[] = navigator.languages): Language {
  for (const tag of preferred) {
    const [wanted] = tag.toLowerCase().split('-');
    const language = languages.find((ours) => ours.toLowerCase().split('-')[0] === wanted);
    if (language !== undefined) return language;
  }
  return 'en';
}

/** Starts the translations; all words are in the bundle. */
export async function startI18n(language: Language): Promise<void> {
  await i18n.use(initReactI18next).init({
    resources: bundledResources(),
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  i18n.services.formatter?.add('number', (value: number, lng) =>
    new Intl.NumberFormat(formattingLocale(lng ?? language)).format(value),
  );
}

/** Switches the window's language at once. */
export async function switchLanguage(language: Language): Promise<void> {
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}
