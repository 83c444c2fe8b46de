import { E7, type LonLat } from '../../domain/geo/lon-lat.ts';
import { doubleSignedArea } from '../clean/ring-measures.ts';
import type { OsmData, OsmTags } from './osm-elements.ts';
import { assembleRings, isClosedWay, wayLonLat } from './osm-rings.ts';

/** A tagged element reduced to one place. */
interface OsmFeature {
	/** 'node/1', 'way/2', 'relation/3'. */
	readonly id: string;
	readonly tags: OsmTags;
	/** Its point, or the centroid of its area; null when its nodes are not in the file. Computed when asked for. */
	findPlace(): LonLat | null;
}

function centroid(ring: Int32Array): LonLat {
	const area = doubleSignedArea(ring);
	const x0 = ring[0] as number;
	const y0 = ring[1] as number;
	let x = 0;
	let y = 0;
	for (let i = 0; i + 3 < ring.length; i += 2) {
		const ax = (ring[i] as number) - x0;
		const ay = (ring[i + 1] as number) - y0;
		const bx = (ring[i + 2] as number) - x0;
		const by = (ring[i + 3] as number) - y0;
		const cross = ax * by - bx * ay;
		x += (ax + bx) * cross;
		y += (ay + by) * cross;
	}
	if (area === 0) return { lon: x0 / E7, lat: y0 / E7 };
	// To 1e-7 degrees, like every coordinate.
	return { lon: Math.round(x0 + x / (3 * area)) / E7, lat: Math.round(y0 + y / (3 * area)) / E7 };
}

function middleVertex(line: Int32Array): LonLat {
	const i = Math.floor(line.length / 4) * 2;
	return { lon: (line[i] as number) / E7, lat: (line[i + 1] as number) / E7 };
}

/**
 * Every tagged node, way and multipolygon as a feature with one place: a node's point, a closed way's centroid, a line's middle
 * vertex, the centroid of a relation's largest outer ring.
 */
export function* listOsmFeatures(data: OsmData): Generator<OsmFeature, void, undefined> {
	for (const { id, lon, lat, tags } of data.taggedNodes) {
		yield { id: `node/${id}`, tags, findPlace: () => ({ lon: lon / E7, lat: lat / E7 }) };
	}
	for (const way of data.ways) {
		if (!way.tags) continue;
		const findPlace = () => {
			const line = wayLonLat(data, way);
			if (!line || line.length === 0) return null;
			return isClosedWay(data, way) ? centroid(line) : middleVertex(line);
		};
		yield { id: `way/${way.id}`, tags: way.tags, findPlace };
	}
	for (const relation of data.relations) {
		if (relation.tags.type !== 'multipolygon') continue;
		const findPlace = () => {
			const sizes = assembleRings(data, relation).outer.map((ring) => ({
				ring,
				area: Math.abs(doubleSignedArea(ring)),
			}));
			const largest = sizes.sort((a, b) => b.area - a.area)[0];
			return largest ? centroid(largest.ring) : null;
		};
		yield { id: `relation/${relation.id}`, tags: relation.tags, findPlace };
	}
}
