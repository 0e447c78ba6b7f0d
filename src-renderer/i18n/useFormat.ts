import { createContext, use } from 'react';
import { createFormat, type Format } from './format.ts';

/** The formatters of the window's language and the workspace's zone. */
export const FormatContext = createContext<Format>(createFormat('en', 'UTC'));

/** Formatters for dates, numbers and sizes; see Format. */
export function useFormat(): Format {
  return use(FormatContext);
}

/** The time zone of this computer. */
export function systemZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
