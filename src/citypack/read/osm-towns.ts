import { windRing } from '../clean/ring-measures.ts';
import type { TownOutline } from '../model/input-city.ts';
import type { OsmData } from './osm-elements.ts';
import { assembleRings } from './osm-rings.ts';

/** Level of a municipality's or town's boundary (镇/街道 in China, Gemeinde, commune). */
const TOWN_ADMIN_LEVEL = '8';

/**
 * The towns of a file: boundary relations with admin_level 8 and a name whose rings are complete in it. Rings are closed, all outer
 * ones of a town before its holes.
 */
export function readOsmTowns(data: OsmData): TownOutline[] {
	const towns: TownOutline[] = [];
	for (const relation of data.relations) {
		const { tags } = relation;
		if (tags.boundary !== 'administrative' || tags.admin_level !== TOWN_ADMIN_LEVEL || !tags.name) continue;
		const { outer, inner, missingWays, openChains } = assembleRings(data, relation);
		if (missingWays.length > 0 || openChains > 0) continue;
		const rings = [...outer.map((ring) => windRing(ring, true)), ...inner.map((ring) => windRing(ring, false))];
		towns.push({ name: tags.name, rings });
	}
	return towns;
}
