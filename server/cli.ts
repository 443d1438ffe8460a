import { Command } from 'commander';
import { act } from './cli/act.ts';
import { VERSION } from './version.ts';

/**
 * The commands. Each has one file in cli/, loaded when it is called: a function `(output, …arguments, options)` that
 * throws AppErrors and returns an exit code. `--json` is every command's.
 */
const program = new Command('tsunagi')
  .description('Tsunagi: one thread per customer, handed over live.')
  .version(VERSION);

function command(parent: Command, name: string, description: string): Command {
  return parent.command(name).description(description).option('--json', 'print one JSON object on the last line');
}

/** A command that needs the hub's data: the options that say where it is. */
function dataCommand(parent: Command, name: string, description: string): Command {
  return command(parent, name, description).option(
    '--data <folder>',
    'the data folder (or TSUNAGI_DATA; DATABASE_URL for a database of your own)',
  );
}

dataCommand(program, 'hub', 'run the hub alone; prints "hub ready on http://HOST:PORT"')
  .option('--port <number>', 'the port to listen on, 0 for any (or TSUNAGI_PORT)')
  .option('--host <address>', 'the address to listen on (or TSUNAGI_HOST)')
  .option('--demo', 'fill an empty data folder with a small living demo shop')
  .action(act(async () => (await import('./cli/hub.ts')).runHub));

dataCommand(program, 'doctor', 'say what is missing or misconfigured here, and the next step')
  .option('--port <number>', 'the port the hub would listen on')
  .option('--host <address>', 'the address the hub would listen on')
  .action(act(async () => (await import('./cli/doctor.ts')).runDoctor));

const list = (value: string, before: readonly string[]) => [...before, value];

const agent = program.command('agent').description('people who sign in');
dataCommand(agent, 'add <login>', 'add somebody; prints a password unless one is given')
  .option('--name <name>', 'the name colleagues see')
  .option('--public-name <name>', 'the name customers see')
  .option('--role <role>', 'agent, lead, admin or clerk', 'agent')
  .option('--locale <locale>', 'ja or en', 'ja')
  .option('--team <name>', 'a team they belong to; may be given again', list, [])
  .option('--password-stdin', 'read the password from standard input')
  .action(act(async () => (await import('./cli/agent-add.ts')).runAgentAdd));

const team = program.command('team').description('teams and their queues');
dataCommand(team, 'add <name>', 'add a team').action(act(async () => (await import('./cli/team-add.ts')).runTeamAdd));

const key = program.command('key').description('keys of integrations');
dataCommand(key, 'add <name>', 'add a key; prints it this once')
  .option('--grant <grant>', 'identity:assert: its contact points count as verified; may be given again', list, [])
  .action(act(async () => (await import('./cli/key-add.ts')).runKeyAdd));

const signOn = program.command('sign-on').description('signing in with the company’s accounts');
dataCommand(signOn, 'passwords', 'let people sign in by password again, when the provider is away').action(
  act(async () => (await import('./cli/sign-on.ts')).runSignOnPasswords),
);

const channel = program.command('channel').description('connected channels: mailboxes, numbers, accounts, shops');
command(channel, 'adapters', 'every way of connecting a channel, with the fields it asks for').action(
  act(async () => (await import('./cli/channel.ts')).runChannelAdapters),
);
dataCommand(channel, 'list', 'connected channels with their health').action(
  act(async () => (await import('./cli/channel.ts')).runChannelList),
);
dataCommand(channel, 'add <adapter>', 'connect a channel; prints the address its provider calls')
  .option('--name <name>', 'the name people see')
  .option('--set <name=value>', 'a field; may be given again', list, [])
  .option('--fields <file>', 'fields, one NAME=VALUE a line; - for standard input, for secrets')
  .action(act(async () => (await import('./cli/channel.ts')).runChannelAdd));
dataCommand(channel, 'test <id>', 'try a connection and say step by step what worked').action(
  act(async () => (await import('./cli/channel.ts')).runChannelTest),
);
dataCommand(channel, 'pause <id>', 'stop one; what comes in meanwhile is kept').action(
  act(async () => (await import('./cli/channel.ts')).runChannelPause),
);
dataCommand(channel, 'resume <id>', 'let a paused one work on').action(
  act(async () => (await import('./cli/channel.ts')).runChannelResume),
);
dataCommand(channel, 'rotate <id> <field>', 'give a new secret on standard input; the former stays accepted').action(
  act(async () => (await import('./cli/channel.ts')).runChannelRotate),
);
dataCommand(channel, 'remove <id>', 'remove one that nothing stands on').action(
  act(async () => (await import('./cli/channel.ts')).runChannelRemove),
);

dataCommand(program, 'import <file>', 'take in NDJSON of events; - for standard input; resumable')
  .option('--hub <url>', 'through a running hub, wherever it is, instead of its data')
  .option('--key <key>', 'the key to show that hub')
  .action(act(async () => (await import('./cli/import.ts')).runImport));

const email = program.command('email').description('the email channel');
command(email, 'parse <file>', 'what the email channel makes of one raw message, as JSON')
  .option('--authserv-id <name>', 'how your own mail server calls itself in Authentication-Results')
  .option('--dns', 'check SPF, DKIM and DMARC by DNS')
  .action(act(async () => (await import('./cli/email-parse.ts')).runEmailParse));

dataCommand(program, 'backup [folder]', 'keep everything of one moment in a new folder, while the hub works on')
  .option('--into <folder>', 'a folder of backups, instead: makes tsunagi-DATE in it')
  .option('--keep <number>', 'with --into: how many stay; older ones are removed')
  .action(act(async () => (await import('./cli/backup.ts')).runBackup));

dataCommand(program, 'restore <folder>', 'put a backup into an empty database or data folder, and prove it')
  .option('--other-key', 'take it although its secrets were sealed by another key')
  .option('--pause-channels', 'connected channels stay paused: for a drill beside the hub that works')
  .action(act(async () => (await import('./cli/restore.ts')).runRestore));

dataCommand(program, 'verify', 'prove the rules on the stored data; lists what breaks them').action(
  act(async () => (await import('./cli/verify.ts')).runVerify),
);

await program.parseAsync();
