import { join } from 'node:path';
import { DataError } from '../domain/errors.ts';
import { checkPackFiles } from '../domain/pack/check-pack-files.ts';
import type { City } from '../domain/pack/city.ts';
import { openCity } from '../domain/pack/open-city.ts';
import { createFileSource, type FileSource, statFileBytes } from './pack-files.ts';

/** A city with the files it is read from. */
export interface OpenPack {
	readonly city: City;
	/** Closes the files; the city must not be asked any more. */
	close(): Promise<void>;
}

/**
 * Opens the pack of a folder with all its files at once, so that a pack moved in later does not mix with it.
 * @param needsWhole a file that is missing or of another size is an error; else it is one when it is first read
 * @throws DataError `pack/bad-manifest`, `pack/missing-file`, `pack/size-mismatch`; UnavailableError `pack/unreadable`
 */
export async function openPack(dir: string, needsWhole: boolean): Promise<OpenPack> {
	const sources = new Map<string, FileSource>();
	const open = (name: string) => {
		const source = sources.get(name) ?? createFileSource(join(dir, name));
		sources.set(name, source);
		return source;
	};
	const close = async () => {
		await Promise.all([...sources.values()].map((source) => source.close()));
	};
	try {
		const city = await openCity(open);
		const folders = new Set(city.manifest.files.filter(({ files }) => files !== undefined).map(({ name }) => name));
		const [problem] = await checkPackFiles(city.manifest, (name) =>
			folders.has(name)
				? statFileBytes(join(dir, name))
				: open(name)
						.size()
						.catch(() => undefined),
		);
		if (problem && needsWhole) {
			throw new DataError(problem.code, `${dir}: ${problem.message}`, { context: { file: problem.file } });
		}
		return { city, close };
	} catch (error) {
		await close();
		throw error;
	}
}
