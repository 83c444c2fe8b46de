import { main } from '../../src/cli/main.ts';

/** What one run of `fengtu` said. */
export interface CliRun {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs `fengtu` with these arguments in this process: the same code as the command, without the second it takes to start. */
export async function runCli(args: readonly string[]): Promise<CliRun> {
	const said = { stdout: '', stderr: '' };
	const restore = (['stdout', 'stderr'] as const).map((name) => {
		const stream = process[name];
		const write = stream.write;
		stream.write = ((chunk: string | Uint8Array) => {
			said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
			return true;
		}) as typeof write;
		return () => {
			stream.write = write;
		};
	});
	const before = process.exitCode;
	process.exitCode = 0;
	try {
		await main(['node', 'fengtu', ...args]);
		return { exitCode: Number(process.exitCode ?? 0), ...said };
	} finally {
		process.exitCode = before;
		for (const undo of restore) undo();
	}
}
