import { createReadStream, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { DataError } from '../../../domain/errors.ts';
import type { ShapefilePart } from './shapefile-part.ts';
import { openZip } from './shapefile-zip.ts';

/** The files of one shapefile by their extension. */
export interface ShapefileParts {
	readonly shp: ShapefilePart;
	readonly dbf: ShapefilePart;
	readonly shx: ShapefilePart | null;
	readonly prj: ShapefilePart | null;
	readonly cpg: ShapefilePart | null;
	close(): void;
}

const CHUNK_BYTES = 1 << 20;

/**
 * Finds the files of a shapefile: beside a .shp, in a folder, or in a zip (in any folder of it).
 * @throws DataError `input/no-layer` (no .shp), `input/several-layers`, `input/missing-file` (no .dbf), `input/not-zip`
 */
export async function findShapefileParts(path: string): Promise<ShapefileParts> {
	if (/\.zip$/i.test(path)) {
		const zip = await openZip(path);
		try {
			return { ...pickParts(zip.parts, `${basename(path)}`), close: zip.close };
		} catch (error) {
			zip.close();
			throw error;
		}
	}
	const isFolder = statSync(path).isDirectory();
	const folder = isFolder ? path : dirname(path);
	const stem = isFolder ? null : stemOf(basename(path));
	const names = readdirSync(folder).filter((name) => stem === null || stemOf(name) === stem);
	const parts = names.filter((name) => statSync(join(folder, name)).isFile()).map((name) => diskPart(folder, name));
	return { ...pickParts(parts, basename(path)), close: () => {} };
}

/** Whether a folder holds a shapefile. */
export function holdsShapefile(folder: string): boolean {
	return readdirSync(folder).some((name) => extensionOf(name) === '.shp');
}

function pickParts(parts: readonly ShapefilePart[], where: string): Omit<ShapefileParts, 'close'> {
	const layers = parts.filter(({ name }) => extensionOf(name) === '.shp');
	const [shp, ...others] = layers;
	if (!shp)
		throw new DataError('input/no-layer', `${where}: got no .shp in it, expected one`, { context: { file: where } });
	if (others.length > 0) {
		const names = layers.map(({ name }) => name).sort();
		throw new DataError(
			'input/several-layers',
			`${where}: got ${names.length} layers (${names.join(', ')}), expected one: name the .shp that is meant`,
			{ context: { file: where, layers: names } },
		);
	}
	const stem = stemOf(shp.name);
	const beside = (extension: string) =>
		parts.find(({ name }) => extensionOf(name) === extension && stemOf(name) === stem) ?? null;
	const dbf = beside('.dbf');
	if (!dbf) {
		throw new DataError('input/missing-file', `${where}: got no .dbf beside ${shp.name}, expected one`, {
			context: { file: where, missing: '.dbf' },
		});
	}
	return { shp, dbf, shx: beside('.shx'), prj: beside('.prj'), cpg: beside('.cpg') };
}

const extensionOf = (name: string) => extname(name).toLowerCase();
const stemOf = (name: string) => name.slice(0, name.length - extname(name).length).toLowerCase();

function diskPart(folder: string, name: string): ShapefilePart {
	const path = join(folder, name);
	return {
		name,
		size: statSync(path).size,
		stream: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }),
		readAll: () => readFile(path),
	};
}
