import type { TurnRestriction } from '../../src/citypack/model/source-city.ts';
import type { RoadGraph } from '../../src/domain/pack/road-graph.ts';
import { ROAD_CLASSES } from '../../src/domain/road.ts';
import { lonLatE7At, makeRoadGraph, type StraightRoad } from './make-road-graph.ts';

/** Crossings a side; a graph needs 256 nodes to have cells. */
const SIDE = 18;

/** Numbers by lot from 0 up to below `below`, the same for a seed. */
export function createLot(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** A town of crooked blocks with one-ways, low bridges, narrow and restricted streets, signals and forbidden turns, all by lot. */
export function makeRandomTown(lot: (below: number) => number): RoadGraph {
	const corner = Array.from({ length: SIDE * SIDE }, (_, i): readonly [number, number] => [
		(i % SIDE) * 90 + lot(40),
		Math.floor(i / SIDE) * 90 + lot(40),
	]);
	const roads: StraightRoad[] = [];
	const addRoad = (a: number, b: number) => {
		if (lot(12) === 0) return;
		roads.push({
			from: corner[a] as readonly [number, number],
			to: corner[b] as readonly [number, number],
			roadClass: ROAD_CLASSES[lot(ROAD_CLASSES.length)] as (typeof ROAD_CLASSES)[number],
			widthM: 4 + lot(14),
			maxHeightM: lot(15) === 0 ? 3 + lot(12) / 10 : null,
			maxWeightT: lot(20) === 0 ? 5 + lot(30) : null,
			oneway: lot(7) === 0 ? 1 + lot(2) : 0,
			access: lot(15) === 0 ? lot(5) : 0,
			hgvBanned: lot(20) === 0,
		});
	};
	for (let i = 0; i < corner.length; i++) {
		if (i % SIDE < SIDE - 1) addRoad(i, i + 1);
		if (i < corner.length - SIDE) addRoad(i, i + SIDE);
	}
	const endsAt = (point: readonly [number, number]) =>
		roads.flatMap((road, i) => (road.from === point || road.to === point ? [i] : []));
	const turnRestrictions = corner.flatMap((point, i): TurnRestriction[] => {
		const roadsHere = endsAt(point);
		if (lot(4) !== 0 || roadsHere.length < 3) return [];
		const from = roadsHere[lot(roadsHere.length)] as number;
		const over = roadsHere[lot(roadsHere.length)] as number;
		const far = (roads[over]?.from === point ? roads[over]?.to : roads[over]?.from) as readonly [number, number];
		const roadsFar = endsAt(far);
		const sign = { id: `${i}`, exceptEmergency: lot(3) === 0, source: 'test' };
		if (over === from || lot(2) === 0) {
			const to = roadsHere[lot(roadsHere.length)] as number;
			const lonLat = lonLatE7At(point);
			return [{ ...sign, kind: lot(4) === 0 ? 'only' : 'no', from: `${from}`, to: `${to}`, via: { lonLat } }];
		}
		const to = roadsFar[lot(roadsFar.length)] as number;
		return [{ ...sign, kind: 'no', from: `${from}`, to: `${to}`, via: { roads: [`${over}`] } }];
	});
	return makeRoadGraph(roads, { signals: corner.filter(() => lot(6) === 0), turnRestrictions });
}
