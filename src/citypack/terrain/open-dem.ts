import { stat } from 'node:fs/promises';
import { NotFoundError, UsageError } from '../../domain/errors.ts';
import type { Dem } from './dem.ts';
import { openGeotiff } from './open-geotiff.ts';
import { openHgt } from './open-hgt.ts';

/**
 * Opens a file of ground heights by its name: .hgt, .hgt.zip, .hgt.gz (SRTM) or .tif, .tiff (GeoTIFF). Close it afterwards.
 * @throws NotFoundError `dem/no-file`, UsageError `dem/unknown-format`, DataErrors of openHgt and openGeotiff
 */
export async function openDem(path: string): Promise<Dem> {
	const found = await stat(path).catch(() => null);
	if (!found) {
		throw new NotFoundError('dem/no-file', `--dem ${path}: got no file, expected an elevation model`, {
			context: { path },
		});
	}
	if (found.isFile() && /\.hgt(\.zip|\.gz)?$/i.test(path)) return openHgt(path);
	if (found.isFile() && /\.tiff?$/i.test(path)) return openGeotiff(path);
	throw new UsageError(
		'dem/unknown-format',
		`--dem ${path}: got ${found.isFile() ? 'another kind of file' : 'a folder'}, expected .hgt, .hgt.zip, .hgt.gz or .tif`,
		{ context: { path } },
	);
}
