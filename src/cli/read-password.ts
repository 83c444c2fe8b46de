import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from '../domain/errors.ts';

/** What passwords are read from: the terminal, or what is piped in. */
export interface PasswordInput extends NodeJS.ReadableStream {
	readonly isTTY?: boolean;
}

/**
 * A password: asked for twice at a terminal, which does not show it; else the first line that is piped in. Never an argument: those are seen
 * by everybody on the machine. @throws UsageError `users/no-password`, `users/passwords-differ`
 */
export async function readPassword(input: PasswordInput = process.stdin): Promise<string> {
	if (!input.isTTY) return readLine(input);
	const first = await askHidden(input, 'Password: ');
	if (first !== (await askHidden(input, 'Again: '))) {
		throw new UsageError('users/passwords-differ', 'password: got two that differ, expected the same twice');
	}
	return first;
}

async function readLine(input: PasswordInput): Promise<string> {
	const lines = createInterface({ input });
	try {
		for await (const line of lines) if (line !== '') return line;
	} finally {
		lines.close();
	}
	throw new UsageError('users/no-password', 'password: got nothing on stdin, expected one line');
}

async function askHidden(input: PasswordInput, question: string): Promise<string> {
	process.stderr.write(question);
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const line = createInterface({ input, output: nowhere, terminal: true });
	const stop = new AbortController();
	line.once('SIGINT', () => stop.abort());
	try {
		return await line.question('', { signal: stop.signal });
	} finally {
		line.close();
		process.stderr.write('\n');
	}
}
