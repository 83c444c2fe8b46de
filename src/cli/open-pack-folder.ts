import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { recoverPack } from '../citypack/write/recover-pack.ts';
import { NotFoundError } from '../domain/errors.ts';
import type { City } from '../domain/pack/city.ts';
import { PACK_FILES } from '../domain/pack/manifest.ts';
import { openCity } from '../domain/pack/open-city.ts';
import { createFileSource } from '../server/pack-files.ts';

/**
 * Opens the pack in a folder, after bringing it back from a build that was killed while it replaced it.
 * @throws NotFoundError `pack/not-a-pack` when there is no pack.json; UnavailableError `pack/not-recovered`
 */
export async function openPackFolder(dir: string): Promise<City> {
	await recoverPack(dir);
	if (!existsSync(join(dir, PACK_FILES.manifest))) {
		throw new NotFoundError(
			'pack/not-a-pack',
			`--pack ${dir}: got no ${PACK_FILES.manifest}, expected a folder made by fengtu build`,
		);
	}
	return openCity((name) => createFileSource(join(dir, name)));
}
