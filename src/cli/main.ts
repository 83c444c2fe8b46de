import { Command, CommanderError } from 'commander';
import { AppError, UsageError } from '../domain/errors.ts';
import { readVersion } from './project.ts';

/** The commands, in the order of the help; only the one that runs is loaded. */
const COMMANDS: Readonly<Record<string, () => Promise<(program: Command) => void>>> = {
	start: async () => (await import('./start.ts')).addStartCommand,
	generate: async () => (await import('./generate.ts')).addGenerateCommand,
	build: async () => (await import('./build.ts')).addBuildCommand,
	update: async () => (await import('./update.ts')).addUpdateCommand,
	export: async () => (await import('./export.ts')).addExportCommand,
	serve: async () => (await import('./serve.ts')).addServeCommand,
	assess: async () => (await import('./assess.ts')).addAssessCommand,
	assumptions: async () => (await import('./assumptions.ts')).addAssumptionsCommand,
	route: async () => (await import('./route.ts')).addRouteCommand,
	calibrate: async () => (await import('./calibrate.ts')).addCalibrateCommand,
	backup: async () => (await import('./backup.ts')).addBackupCommand,
	restore: async () => (await import('./restore.ts')).addRestoreCommand,
	replay: async () => (await import('./replay.ts')).addReplayCommand,
	user: async () => (await import('./user.ts')).addUserCommand,
	validate: async () => (await import('./validate.ts')).addValidateCommand,
};

/** Exit codes of every command: what scripts rely on. */
const EXIT = { done: 0, input: 1, usage: 2 } as const;

/**
 * Runs one `fengtu` command and sets the exit code: 0 done, 1 the input is at fault, 2 wrong usage.
 * Commands load what they need when they run. Messages go to stderr; only `--json` and a command's own result go to stdout.
 */
export async function main(argv: readonly string[]): Promise<void> {
	const program = new Command('fengtu')
		.description('烽图: city packs, alert assessments and routes for a fire and rescue service')
		.version(readVersion())
		.exitOverride()
		.showHelpAfterError('(fengtu <command> --help shows what it takes)');
	const name = argv[2] ?? '';
	const asked = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	for (const load of asked ? [asked] : Object.values(COMMANDS)) (await load())(program);
	// Subcommands made by .command() copy exitOverride from their parent at creation only; set it on each.
	for (const command of program.commands) command.exitOverride();
	try {
		await program.parseAsync(argv);
	} catch (error) {
		process.exitCode = reportError(error);
	}
}

function reportError(error: unknown): number {
	if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
	if (error instanceof AppError) {
		process.stderr.write(`fengtu: ${error.message} [${error.code}]\n`);
		return error instanceof UsageError ? EXIT.usage : EXIT.input;
	}
	if (error instanceof Error && error.name === 'AbortError') {
		process.stderr.write('fengtu: stopped; nothing half-made was left behind\n');
		return EXIT.input;
	}
	process.stderr.write(`fengtu: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
	return EXIT.input;
}
