import { E7 } from '../../domain/geo/lon-lat.ts';
import { cleanRings } from '../clean/clean-rings.ts';
import { doubleSignedArea } from '../clean/ring-measures.ts';
import type { BasemapLine, LandArea, Reject } from '../model/source-city.ts';
import { groupRings } from './group-rings.ts';
import type { OsmData, OsmTags } from './osm-elements.ts';
import { assembleRings, isClosedWay, wayLonLat } from './osm-rings.ts';

const LANDUSE = new Map<string, string>([
	['forest', 'forest'],
	['allotments', 'farmland'],
	['farmland', 'farmland'],
	['meadow', 'farmland'],
	['orchard', 'farmland'],
	['plant_nursery', 'farmland'],
	['vineyard', 'farmland'],
	['residential', 'residential'],
	['industrial', 'industrial'],
	['quarry', 'industrial'],
	['commercial', 'commercial'],
	['retail', 'commercial'],
	['construction', 'yard'],
	['farmyard', 'yard'],
	['garages', 'yard'],
	['railway', 'yard'],
	['cemetery', 'park'],
	['grass', 'park'],
	['recreation_ground', 'park'],
	['village_green', 'park'],
	['basin', 'water'],
	['reservoir', 'water'],
]);
const LEISURE = new Set(['garden', 'golf_course', 'nature_reserve', 'park', 'pitch', 'playground', 'swimming_pool']);

/** What kind of LandArea a feature is; null = not drawn. Nature reserves cover towns and are left out. */
function landKind(tags: OsmTags): string | null {
	if (tags.natural === 'water' || tags.waterway === 'riverbank' || tags.waterway === 'dock') return 'water';
	if (tags.natural === 'wood') return 'forest';
	if (tags.natural === 'beach' || tags.natural === 'sand') return 'beach';
	if (tags.leisure === 'swimming_pool') return 'water';
	if (tags.leisure && tags.leisure !== 'nature_reserve' && LEISURE.has(tags.leisure)) return 'park';
	if (tags.amenity === 'parking' && tags.building === undefined) return 'yard';
	return LANDUSE.get(tags.landuse ?? '') ?? null;
}

function lineKind(tags: OsmTags): BasemapLine['kind'] | null {
	if (tags.tunnel !== undefined && tags.tunnel !== 'no') return null;
	if (tags.waterway === 'river' || tags.waterway === 'canal' || tags.waterway === 'stream') return tags.waterway;
	if (tags.railway && /^(rail|light_rail|narrow_gauge|tram|monorail|subway)$/.test(tags.railway)) return 'rail';
	return null;
}

function toDegrees(lonLat: Int32Array): [number, number][] {
	const out: [number, number][] = [];
	for (let i = 0; i < lonLat.length; i += 2) out.push([(lonLat[i] as number) / E7, (lonLat[i + 1] as number) / E7]);
	return out;
}

/** Rings as cleanRings gives them, put into polygons by their winding. */
function toPolygons(rings: readonly Int32Array[]): [number, number][][][] {
	const polygons: [number, number][][][] = [];
	for (const ring of rings) {
		if (doubleSignedArea(ring) > 0) polygons.push([toDegrees(ring)]);
		else polygons.at(-1)?.push(toDegrees(ring));
	}
	return polygons;
}

/** Land, water and lines of the basemap. */
interface OsmLand {
	readonly land: readonly LandArea[];
	readonly lines: readonly BasemapLine[];
	readonly rejects: readonly Reject[];
}

/** Administrative borders as lines, each way once, down to towns (admin_level 8). */
function boundaryWays(data: OsmData): Set<number> {
	const ways = new Set<number>();
	for (const { tags, members } of data.relations) {
		if (tags.boundary !== 'administrative' || !(Number(tags.admin_level) <= 8)) continue;
		for (const member of members) if (member.type === 'way') ways.add(member.ref);
	}
	return ways;
}

/**
 * Areas and lines to draw under the buildings: water, parks, forest, farmland, built-up land, yards, beaches; rivers, canals,
 * streams and rails above ground; town boundaries. Areas that cannot be drawn are refused with `land/...`.
 */
export function readOsmLand(data: OsmData, sourceKey: string): OsmLand {
	const land: LandArea[] = [];
	const lines: BasemapLine[] = [];
	const rejects: Reject[] = [];
	const add = (id: string, kind: string, tags: OsmTags, polygons: readonly (readonly Int32Array[])[]) => {
		const cleaned = cleanRings(polygons);
		if (cleaned.kept) {
			const names = { name: tags.name ?? null, nameEn: tags['name:en'] ?? null };
			land.push({ id, kind, ...names, polygons: toPolygons(cleaned.rings) });
			return;
		}
		const { reason, detail } = cleaned.refusal;
		rejects.push({ source: sourceKey, id, outcome: 'refused', reason: `land/${reason}`, detail });
	};
	const boundaries = boundaryWays(data);
	for (const way of data.ways) {
		const tags = way.tags ?? {};
		const kind = landKind(tags);
		const drawn = lineKind(tags) ?? (boundaries.has(way.id) ? 'boundary' : null);
		if (!kind && !drawn) continue;
		const ring = wayLonLat(data, way);
		const id = `way/${way.id}`;
		if (!ring) {
			const detail = `${kind ?? drawn}: nodes are not in the file`;
			rejects.push({ source: sourceKey, id, outcome: 'refused', reason: 'land/missing-nodes', detail });
		} else if (kind && isClosedWay(data, way)) {
			add(id, kind, tags, [[ring]]);
		} else if (drawn && ring.length >= 4) {
			lines.push({ kind: drawn, name: tags.name ?? null, nameEn: tags['name:en'] ?? null, line: toDegrees(ring) });
		}
	}
	for (const relation of data.relations) {
		const kind = relation.tags.type === 'multipolygon' ? landKind(relation.tags) : null;
		if (!kind) continue;
		const rings = assembleRings(data, relation);
		const id = `relation/${relation.id}`;
		if (rings.outer.length > 0) add(id, kind, relation.tags, groupRings(rings.outer, rings.inner));
		if (rings.outer.length === 0 || rings.missingWays.length > 0 || rings.openChains > 0) {
			const outcome = rings.outer.length === 0 ? 'refused' : 'repaired';
			const detail = `${kind}: ${rings.missingWays.length} ways not in the file, ${rings.openChains} rings open`;
			rejects.push({ source: sourceKey, id, outcome, reason: 'land/incomplete-relation', detail });
		}
	}
	return { land, lines, rejects };
}
