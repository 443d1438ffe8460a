import { type CopiedTable, quoted } from './catalog.ts';

/**
 * What would open the hub that still works to whoever reads a backup of it: with it they sign anybody in. A restored hub signs with
 * keys of its own, for nobody is signed in to it.
 */
const NEVER_KEPT = new Set(['workspace.signing_key_private', 'workspace.signing_key_public']);

/** What is copied of each column, in their order. */
export const valueList = ({ name, columns }: CopiedTable): string =>
  columns
    .map((column) => (NEVER_KEPT.has(`${name}.${column}`) ? `'' as ${quoted(column)}` : quoted(column)))
    .join(', ');
