import type { Position } from '../../domain/geo/lon-lat.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import type { LayerFeature } from '../../domain/pack/layer-geometry.ts';
import { type PlanePoint, toPosition } from './city-plane.ts';
import type { GeneratedTurn } from './main-network.ts';
import { SOURCE_KEY } from './source-facts.ts';
import { type StreetLine, streetProperties } from './street-net.ts';

/** A street as roads.fgb has it; null where its course shrank to a point. */
export function roadFeature(line: StreetLine, id: string): LayerFeature | null {
	const { lonLat } = line;
	if (lonLat.length < 4) return null;
	const coordinates: Position[] = [];
	for (let i = 0; i < lonLat.length; i += 2) {
		coordinates.push([(lonLat[i] as number) / E7, (lonLat[i + 1] as number) / E7]);
	}
	return { geometry: { type: 'LineString', coordinates }, properties: streetProperties(line.spec, id) };
}

/** Traffic signals as road_nodes.fgb has them; degrees x 1e7. */
export function signalFeature([lon, lat]: readonly [number, number]): LayerFeature {
	const coordinates: Position = [lon / E7, lat / E7];
	return { geometry: { type: 'Point', coordinates }, properties: { id: `signal-${lon}-${lat}`, signal: true } };
}

/** A turn restriction as turns.ndjson has it: places in degrees. */
export function describeTurn({ id, kind, from, to, via, exceptEmergency }: GeneratedTurn) {
	const where = 'roads' in via ? via : { lon_lat: via.lonLat.map((value) => value / E7) };
	return { id, kind, from, to, via: where, except_emergency: exceptEmergency };
}

/** A piece of land as land.fgb has it. Rings in plane metres: the outer one counter-clockwise, then holes. */
export function landFeature(
	id: string,
	kind: string,
	name: string | null,
	nameEn: string | null,
	rings: readonly (readonly PlanePoint[])[],
): LayerFeature {
	return {
		geometry: {
			type: 'Polygon',
			coordinates: rings.map((ring) => ring.map((point) => toPosition(point[0], point[1]))),
		},
		properties: { id, kind, name, name_en: nameEn },
	};
}

/** A named thing as places.fgb has it. */
export function placeFeature(place: {
	id: string;
	kind: string;
	name: string;
	nameEn: string | null;
	x: number;
	y: number;
	town: string | null;
	buildingId: string | null;
	category: number | null;
	rank: number;
}): LayerFeature {
	return {
		geometry: { type: 'Point', coordinates: toPosition(place.x, place.y) },
		properties: {
			id: place.id,
			kind: place.kind,
			name: place.name,
			name_en: place.nameEn,
			town: place.town,
			building_id: place.buildingId,
			category: place.category,
			rank: place.rank,
			source: SOURCE_KEY,
		},
	};
}
