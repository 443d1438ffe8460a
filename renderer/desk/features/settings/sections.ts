import { goToPage } from '#renderer/desk/routes.ts';
import type { Role } from '#shared/domain/people.ts';
import { leaveFor } from './unsaved.ts';

export const SECTIONS = [
  'people',
  'sign-on',
  'teams',
  'skills',
  'categories',
  'outcomes',
  'hours',
  'stores',
  'checks',
  'channels',
  'surveys',
  'care',
  'help',
  'journey',
  'summariser',
  'log',
  'computer',
] as const;
export type SectionName = (typeof SECTIONS)[number];

const OF_LEADS: readonly SectionName[] = ['channels', 'care', 'computer'];
/** What is set on this computer alone is everybody's who works at it. */
const OF_AGENTS: readonly SectionName[] = ['computer'];
/** Words of customers and what is said to them are the leads' to keep. */
const OF_ADMINS = SECTIONS.filter((section) => section !== 'care');

/** What a role sees here: an administrator how the workspace is set up, a lead how the channels are and what to mind, all their computer. */
export const sectionsOf = (role: Role | undefined): readonly SectionName[] => {
  if (role === 'admin') return OF_ADMINS;
  if (role === 'lead') return OF_LEADS;
  return role === 'agent' ? OF_AGENTS : [];
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
