import { type GroundGrid, openGroundGrid } from '../domain/pack/ground-grid.ts';
import { PACK_FILES } from '../domain/pack/manifest.ts';
import { createHttpSource } from '../workers/http-source.ts';

/**
 * Loads the ground of a pack that has terrain: some megabytes, once.
 * @param baseUrl folder of the pack, ends with '/'
 * @throws the errors of createHttpSource and openGroundGrid
 */
export async function readGround(baseUrl: string, signal?: AbortSignal): Promise<GroundGrid> {
	const source = createHttpSource(`${baseUrl}${PACK_FILES.ground}`);
	return openGroundGrid(await source.read(0, await source.size(signal), signal), source.name);
}
