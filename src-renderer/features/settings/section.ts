import { Settings } from 'lucide-react';
import type { Section } from '../../ui/frame/section.ts';
import { SettingsScreen } from './SettingsScreen.tsx';

export const settingsSection: Section = { id: 'settings', icon: Settings, Screen: SettingsScreen };
