import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFlatGeobuf } from '../../domain/pack/flatgeobuf-reader.ts';
import type { LayerFeature } from '../../domain/pack/layer-geometry.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { createMemorySource } from '../../domain/pack/memory-source.ts';

/**
 * The features of places.fgb after an update; null = they stay as they are.
 * @param gone ids of buildings whose places go
 * @param added places of new buildings with names
 */
export async function editPlaces(
	packDir: string,
	gone: ReadonlySet<string>,
	added: readonly LayerFeature[],
): Promise<readonly LayerFeature[] | null> {
	const bytes = await readFile(join(packDir, PACK_FILES.places));
	if (added.length === 0 && ![...gone].some((id) => bytes.includes(id))) return null;
	const file = await openFlatGeobuf(createMemorySource(PACK_FILES.places, bytes));
	const places = (await file.readAll()).map((feature) => file.decode(feature));
	const stays = ({ properties: { building_id: id } }: LayerFeature) => typeof id !== 'string' || !gone.has(id);
	return [...places.filter(stays), ...added];
}
