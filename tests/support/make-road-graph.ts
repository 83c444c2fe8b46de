import { distanceM } from '../../src/domain/geo/local-plane.ts';
import type { RoadGraph } from '../../src/domain/pack/road-graph.ts';
import { ROAD_CLASSES, type RoadClass } from '../../src/domain/road.ts';
import { placeAt } from './fake-city.ts';

/** A straight road between two points in metres from the fake city's origin; roads meet where their ends are equal. */
export interface StraightRoad {
	readonly from: readonly [number, number];
	readonly to: readonly [number, number];
	readonly roadClass: RoadClass;
	readonly name?: string;
	readonly maxHeightM?: number;
}

/** A road graph of straight, two-way roads, one edge each. */
export function makeRoadGraph(roads: readonly StraightRoad[]): RoadGraph {
	const nodes = new Map<string, number>();
	const points: (readonly [number, number])[] = [];
	const nodeOf = (point: readonly [number, number]): number => {
		const known = nodes.get(point.join());
		if (known !== undefined) return known;
		nodes.set(point.join(), points.length);
		return points.push(point) - 1;
	};
	const ends = roads.map(({ from, to }) => [nodeOf(from), nodeOf(to)] as const);
	const lonLatOf = (point: readonly [number, number]): number[] => {
		const { lon, lat } = placeAt(...point);
		return [Math.round(lon * 1e7), Math.round(lat * 1e7)];
	};
	const out = points.map((_, n) =>
		ends.flatMap(([a, b], e) => [...(a === n ? [e * 2] : []), ...(b === n ? [e * 2 + 1] : [])]),
	);
	const into = points.map((_, n) =>
		ends.flatMap(([a, b], e) => [...(b === n ? [e * 2] : []), ...(a === n ? [e * 2 + 1] : [])]),
	);
	const starts = (lists: number[][]): Uint32Array =>
		Uint32Array.from([0, ...lists.map((_, i) => lists.slice(0, i + 1).flat().length)]);
	const zeros = () => new Uint8Array(roads.length);
	return {
		nodeCount: points.length,
		edgeCount: roads.length,
		roadCount: roads.length,
		nodeLonLat: Int32Array.from(points.flatMap(lonLatOf)),
		edgeFrom: Uint32Array.from(ends.map(([a]) => a)),
		edgeTo: Uint32Array.from(ends.map(([, b]) => b)),
		edgeLengthCm: Uint32Array.from(
			roads.map(({ from, to }) => Math.round(distanceM(placeAt(...from), placeAt(...to)) * 100)),
		),
		edgeRoad: Uint32Array.from(roads.map((_, i) => i)),
		geomStart: Uint32Array.from([...roads.map((_, i) => i * 2), roads.length * 2]),
		geomLonLat: Int32Array.from(roads.flatMap(({ from, to }) => [...lonLatOf(from), ...lonLatOf(to)])),
		outStart: starts(out),
		outArc: Uint32Array.from(out.flat()),
		inStart: starts(into),
		inArc: Uint32Array.from(into.flat()),
		roadClass: Uint8Array.from(roads.map(({ roadClass }) => ROAD_CLASSES.indexOf(roadClass))),
		roadOneway: zeros(),
		roadAccess: zeros(),
		roadFlags: zeros(),
		roadWidthDm: Uint16Array.from(roads.map(() => 80)),
		roadMaxHeightDm: Uint16Array.from(roads.map(({ maxHeightM = 0 }) => maxHeightM * 10)),
		roadMaxWidthDm: new Uint16Array(roads.length),
		roadMaxWeight100Kg: new Uint16Array(roads.length),
		roadName: Uint32Array.from(roads.map((_, i) => i + 1)),
		names: ['', ...roads.map(({ name = '' }) => name)],
	};
}
