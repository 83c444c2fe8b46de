import { mkdir, statfs } from 'node:fs/promises';
import { UnavailableError } from '../domain/errors.ts';

/** Measured on the generated city: bytes a building in the pack, and in the source files while it is built. */
const PACK_BYTES_PER_BUILDING = 520;
const SOURCE_BYTES_PER_BUILDING = 400;
/** What a city takes however small: roads, basemap, stations. */
const BASE_BYTES = 25e6;

/**
 * Says on stderr what making a city will take and checks that the disk has it.
 * @throws UnavailableError `disk/too-small`.
 */
export async function checkDiskSpace(dir: string, buildings: number): Promise<void> {
	const pack = BASE_BYTES + buildings * PACK_BYTES_PER_BUILDING;
	const peak = pack + buildings * SOURCE_BYTES_PER_BUILDING;
	process.stderr.write(
		`Making a synthetic Dongguan of ${buildings.toLocaleString('en')} buildings in ${dir}: about ${megabytes(pack)} MB of disk, ${megabytes(peak)} MB while it is made.\n`,
	);
	await mkdir(dir, { recursive: true });
	const disk = await statfs(dir);
	const free = disk.bavail * disk.bsize;
	if (free < peak) {
		throw new UnavailableError(
			'disk/too-small',
			`${dir}: got ${megabytes(free)} MB free, expected ${megabytes(peak)} MB; npm start -- --buildings 100000 makes a smaller city`,
		);
	}
}

function megabytes(bytes: number): string {
	return Math.ceil(bytes / 1e6).toLocaleString('en');
}
