import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { DataError, describeError, NotFoundError } from '../domain/errors.ts';

/**
 * Reads a JSON file that an option names, by its schema.
 * @throws NotFoundError `cli/no-such-file`, DataError `cli/bad-file` (says where in it).
 */
export async function readJsonFile<T extends z.ZodType>(option: string, path: string, schema: T): Promise<z.output<T>> {
	const text = await readFile(path, 'utf8').catch((cause: unknown) => {
		throw new NotFoundError('cli/no-such-file', `${option} ${path}: got ${describeError(cause)}, expected a file`, {
			context: { option, path },
			cause,
		});
	});
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (cause) {
		throw new DataError('cli/bad-file', `${option} ${path}: got ${describeError(cause)}, expected JSON`, {
			context: { option, path },
			cause,
		});
	}
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new DataError('cli/bad-file', `${option} ${path} at ${issue?.path.join('.') || 'top'}: ${issue?.message}`, {
		context: { option, path },
	});
}
