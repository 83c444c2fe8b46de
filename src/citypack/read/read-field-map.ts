import { readFile } from 'node:fs/promises';
import { describeError, NotFoundError } from '../../domain/errors.ts';
import type { FieldMap } from './take/field-map.ts';
import { parseFieldMap } from './take/parse-field-map.ts';

/** The mapping file at a path; without a path null: usual field names are recognised. @throws NotFoundError `map/no-file`, DataError `map/...` */
export async function readFieldMap(path: string | undefined): Promise<FieldMap | null> {
	if (path === undefined) return null;
	const text = await readFile(path, 'utf8').catch((cause) => {
		throw new NotFoundError('map/no-file', `${path}: ${describeError(cause)}, expected the mapping file`, {
			context: { path },
			cause,
		});
	});
	return parseFieldMap(text, path);
}
