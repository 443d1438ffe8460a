import { goToPage } from '#renderer/desk/routes.ts';
import type { Role } from '#shared/domain/people.ts';
import { leaveFor } from './unsaved.ts';

export const SECTIONS = [
  'people',
  'teams',
  'skills',
  'categories',
  'outcomes',
  'hours',
  'stores',
  'checks',
  'channels',
  'log',
] as const;
export type SectionName = (typeof SECTIONS)[number];

/** What a role sees here: an administrator everything, a lead how the channels are. */
export const sectionsOf = (role: Role | undefined): readonly SectionName[] => {
  if (role === 'admin') return SECTIONS;
  return role === 'lead' ? ['channels'] : [];
};

/** Goes to a section, or to one thing in it; asks first when something is not saved. */
export function goToSection(section: SectionName, id = ''): void {
  leaveFor(() => goToPage('settings', id === '' ? section : `${section}/${id}`));
}

/** The same without asking: what was typed is saved. */
export function goOn(section: SectionName, id = ''): void {
  goToPage('settings', id === '' ? section : `${section}/${id}`, { replace: true });
}

/** In the address in place of an id: something that is not there yet. */
export const NEW = 'new';
