import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NotFoundError, UsageError } from '../../domain/errors.ts';
import type { SourceCity } from '../model/source-city.ts';
import { FENGTU_SOURCE_FILE, readFengtuSource } from './fengtu-source.ts';
import { readOsmPbf } from './osm-pbf.ts';

/** How an input is read. */
export interface ReadInputOptions {
	/** Row of its source in the pack's list. */
	readonly sourceIndex: number;
	readonly signal?: AbortSignal;
	readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Reads one input of a build: a folder of `fengtu generate`, or an OpenStreetMap PBF file.
 * @throws NotFoundError `build/no-input`, UsageError `build/unknown-input`, and the errors of the readers
 */
export async function readInput(input: string, options: ReadInputOptions): Promise<SourceCity> {
	const found = await statOf(input);
	if (!found) {
		throw new NotFoundError('build/no-input', `${input}: got nothing there, expected a folder or a file`, {
			context: { input },
		});
	}
	if (found.isDirectory() && (await statOf(join(input, FENGTU_SOURCE_FILE)))) return readFengtuSource(input, options);
	if (found.isFile() && input.endsWith('.pbf')) return readOsmPbf(input, options);
	const what = found.isDirectory() ? `a folder without ${FENGTU_SOURCE_FILE}` : 'a file of an unknown kind';
	throw new UsageError(
		'build/unknown-input',
		`${input}: got ${what}, expected a folder of fengtu generate or an .osm.pbf file`,
		{ context: { input } },
	);
}

async function statOf(path: string) {
	return stat(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
		throw error;
	});
}
