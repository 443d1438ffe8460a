/** Shared by every backup for as long as it runs; what it will copy later must not leave meanwhile. Any number of our own. */
export const BACKUP_LOCK = 7_386_413;
