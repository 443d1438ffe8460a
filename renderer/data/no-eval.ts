import { config } from 'zod';

// [DK1] The page's policy runs no string as code. Zod tries that out when a schema is made, and each try would be
// reported as a breach; told so beforehand, it does not. Import this before anything that makes a schema.
config({ jitless: true });
