import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundError } from '../domain/errors.ts';
import type { City } from '../domain/pack/city.ts';
import { PACK_FILES } from '../domain/pack/manifest.ts';
import { openCity } from '../domain/pack/open-city.ts';
import { createFileSource } from '../server/pack-files.ts';

/** Opens the pack in a folder. @throws NotFoundError `pack/not-a-pack` when there is no pack.json. */
export function openPackFolder(dir: string): Promise<City> {
	if (!existsSync(join(dir, PACK_FILES.manifest))) {
		throw new NotFoundError(
			'pack/not-a-pack',
			`--pack ${dir}: got no ${PACK_FILES.manifest}, expected a folder made by fengtu build`,
		);
	}
	return openCity((name) => createFileSource(join(dir, name)));
}
