import { E7 } from '../../domain/geo/lon-lat.ts';
import type { RoadLine } from '../model/source-city.ts';
import { mercatorX, mercatorY } from './mercator.ts';

/** One drawn road: lines of equal looks joined end to end. */
interface JoinedRoad {
	/** Index of a member; all members share the looks the caller grouped by. */
	readonly road: number;
	/** Flat [x, y, ...] world fractions. */
	readonly xy: readonly number[];
}

/**
 * Joins road lines that meet end to end and belong to the same group, so that names find room and low zooms stay small.
 * `groups[i]` >= 0 is the group of road i, -1 leaves it out. Two ends join only where no third end of the group meets,
 * and one-way roads only in the direction of travel. Order and result depend on the input order alone.
 */
export function* joinRoads(roads: readonly RoadLine[], groups: Int32Array): Generator<JoinedRoad> {
	const mates = findMates(roads, groups);
	const taken = new Uint8Array(roads.length);
	for (const onlyLoops of [false, true]) {
		for (let road = 0; road < roads.length; road++) {
			if (groups[road]! < 0 || taken[road]) continue;
			if (onlyLoops || mates[road * 2] === -1) yield { road, xy: walk(roads, mates, taken, road * 2) };
			else if (mates[road * 2 + 1] === -1 && roads[road]!.oneway === 0) {
				yield { road, xy: walk(roads, mates, taken, road * 2 + 1) };
			}
		}
	}
}

/** End 2i is the first vertex of road i, end 2i + 1 its last; the other end it joins, or -1. */
function findMates(roads: readonly RoadLine[], groups: Int32Array): Int32Array {
	const mates = new Int32Array(roads.length * 2).fill(-1);
	const waiting = new Map<number, number>();
	for (let end = 0; end < mates.length; end++) {
		const group = groups[end >> 1]!;
		if (group < 0) continue;
		const [lon, lat] = endPoint(roads, end);
		const hash = (Math.imul(lon, 0x9e3779b1) ^ Math.imul(lat, 0x85ebca6b)) >>> 0;
		const key = group * 0x1_0000_0000 + hash;
		const other = waiting.get(key);
		if (other === undefined) {
			waiting.set(key, end);
			continue;
		}
		if (other === -1) continue;
		if (mates[other] !== -1) {
			mates[mates[other]!] = -1;
			mates[other] = -1;
			waiting.set(key, -1);
			continue;
		}
		const [otherLon, otherLat] = endPoint(roads, other);
		const directed = roads[end >> 1]!.oneway !== 0;
		const joins = otherLon === lon && otherLat === lat && other >> 1 !== end >> 1;
		if (!joins || (directed && (other & 1) === (end & 1))) {
			waiting.set(key, -1);
			continue;
		}
		mates[other] = end;
		mates[end] = other;
	}
	return mates;
}

function endPoint(roads: readonly RoadLine[], end: number): readonly [lon: number, lat: number] {
	const lonLat = roads[end >> 1]!.lonLat;
	const at = end & 1 ? lonLat.length - 2 : 0;
	return [lonLat[at]!, lonLat[at + 1]!];
}

function walk(roads: readonly RoadLine[], mates: Int32Array, taken: Uint8Array, startEnd: number): number[] {
	const xy: number[] = [];
	let end = startEnd;
	while (end !== -1 && !taken[end >> 1]) {
		taken[end >> 1] = 1;
		const { lonLat } = roads[end >> 1]!;
		const vertices = lonLat.length / 2;
		const backward = (end & 1) === 1;
		for (let i = xy.length === 0 ? 0 : 1; i < vertices; i++) {
			const at = (backward ? vertices - 1 - i : i) * 2;
			xy.push(mercatorX(lonLat[at]! / E7), mercatorY(lonLat[at + 1]! / E7));
		}
		end = mates[end ^ 1]!;
	}
	return xy;
}
