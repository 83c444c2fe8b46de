import { describe, expect, it } from 'vitest';
import { assessCoverage } from '../../../../src/analysis/coverage/assess-coverage.ts';
import { findHole, measureClosedM } from '../../../../src/analysis/coverage/find-hole.ts';
import { findStationReach, type StationReach } from '../../../../src/analysis/coverage/station-reach.ts';
import { NO_CLOSURES } from '../../../../src/analysis/routing/answer/active-closures.ts';
import { COST_PER_SECOND } from '../../../../src/analysis/routing/network/vehicle-network.ts';
import { createRoadIndex, type RoadIndex } from '../../../../src/analysis/routing/road-index.ts';
import { findStop, listArcPlaces, listPathEnds } from '../../../../src/analysis/routing/road-stop.ts';
import { listPlaceEdges } from '../../../../src/domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../../src/domain/route.ts';
import type { Station } from '../../../../src/domain/station.ts';
import { makeStation, ORIGIN } from '../../../support/fake-city.ts';
import { makeClosure } from '../../../support/make-closure.ts';
import { createLot, makeRandomTown } from '../../../support/make-random-town.ts';
import { makeVehicle } from '../../../support/make-vehicle.ts';
import { findNaiveStates } from '../../../support/naive-route.ts';

const DAY_MS = Date.UTC(2026, 10, 21, 4);
/** 45 s of turnout and 55 s of driving: some blocks. */
const QUERY = { departAtMs: DAY_MS, limitS: 100, closures: NO_CLOSURES };
const SAMPLES = 50;

/** Stations in a town of 1.6 km, all with one or two 18 t engines. */
function makeStations(lot: (below: number) => number): Station[] {
	return Array.from({ length: 7 }, (_, i) =>
		makeStation(`s${i}`, lot(1600), lot(1600), {
			vehicles: [makeVehicle(`s${i}-1`, 'AP50'), ...(i % 2 ? [makeVehicle(`s${i}-2`, 'SG80')] : [])],
		}),
	);
}

/** Whether a place on an edge is within the limit of a station, by textbook Dijkstra over arcs from it: the oracle. */
function createNaiveReach(
	index: RoadIndex,
	station: Station,
	limitS: number,
): (edge: number, share: number) => boolean {
	const vehicle = makeVehicle('any', 'AP50').profile;
	const prepared = index.findNetwork({ vehicle, exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs: DAY_MS });
	const { network } = prepared;
	const stop = findStop(index, prepared, station, 'start');
	if (!stop) return () => false;
	const states = findNaiveStates(network, listPathEnds(network, listArcPlaces(network, stop, 'start'), 'start'));
	const limit = (limitS - 45) * COST_PER_SECOND;
	const isOn = (edge: number, along: number) =>
		listPlaceEdges(index.graph, edge).some((place) =>
			[0, 1].some((back) => {
				const arc = place * 2 + back;
				const cost = states.get(arc)?.cost ?? Number.POSITIVE_INFINITY;
				const whole = network.arcCost[arc] as number;
				if (cost === Number.POSITIVE_INFINITY || whole === Number.POSITIVE_INFINITY) return false;
				const atPlace = cost - whole + (back === 0 ? along : 1 - along) * whole;
				// On the arc of the start itself only what lies ahead is driven.
				return atPlace >= 0 && atPlace <= limit;
			}),
		);
	return isOn;
}

function countNaiveHoleM(index: RoadIndex, emptied: readonly Station[], others: readonly Station[], limitS: number) {
	const { graph } = index;
	const of = (stations: readonly Station[]) => stations.map((station) => createNaiveReach(index, station, limitS));
	const [gone, left] = [of(emptied), of(others)];
	let metres = 0;
	for (let edge = 0; edge < graph.edgeCount; edge++) {
		if (listPlaceEdges(graph, edge)[0] !== edge) continue;
		for (let i = 0; i < SAMPLES; i++) {
			const share = (i + 0.5) / SAMPLES;
			if (!gone.some((isOn) => isOn(edge, share)) || left.some((isOn) => isOn(edge, share))) continue;
			metres += (graph.edgeLengthCm[edge] as number) / 100 / SAMPLES;
		}
	}
	return metres;
}

describe('A21 coverage hole', () => {
	it.each([1, 2, 3])(
		'A21 is what a textbook search from every station finds place by place, town %i',
		(seed) => {
			const lot = createLot(seed);
			const index = createRoadIndex(makeRandomTown(lot));
			const stations = makeStations(lot);
			const assigned = new Set(['s0-1', 's1-1', 's2-1', 's3-1', 's3-2']);
			const hole = assessCoverage(index, stations, ORIGIN, { unavailable: new Set(['s6-1']), assigned }, QUERY);
			expect(hole.emptied).toEqual(['s0', 's2', 's3']);
			const of = (...ids: string[]) => stations.filter(({ id }) => ids.includes(id));
			const naiveM = countNaiveHoleM(index, of('s0', 's2', 's3'), of('s1', 's4', 's5'), 100);
			expect(naiveM).toBeGreaterThan(100);
			// Fifty places a road of some 90 m: the two differ by at most 1.8 m at each end of a part.
			expect(Math.abs(hole.holeRoadKm * 1000 - naiveM)).toBeLessThan(0.02 * naiveM + 20);
			const closed = hole.gaps.map(({ station, closesM }) => [station, closesM] as const);
			for (const [station, closesM] of closed) {
				const still = countNaiveHoleM(index, of('s0', 's2', 's3'), [...of('s1', 's4', 's5'), station], 100);
				expect(Math.abs(closesM - (naiveM - still))).toBeLessThan(0.02 * naiveM + 20);
			}
		},
		60_000,
	);

	it('A21 stations that list no vehicles still cover; those without a pumper before cover nothing', () => {
		const index = createRoadIndex(makeRandomTown(createLot(4)));
		const [gone, silent, away] = [
			makeStation('gone', 500, 500, { vehicles: [makeVehicle('g', 'AP50')] }),
			makeStation('silent', 510, 500),
			makeStation('away', 490, 500, { vehicles: [makeVehicle('a', 'AP50')] }),
		];
		const assigned = new Set(['g']);
		const holeOf = (stations: readonly Station[]) =>
			assessCoverage(index, stations, ORIGIN, { unavailable: new Set(['a']), assigned }, QUERY);
		expect(holeOf([gone, away]).holeRoadKm).toBeGreaterThan(0.3);
		expect(holeOf([gone, silent]).holeRoadKm).toBeLessThan(0.2);
		expect(holeOf([gone, silent]).emptied).toEqual(['gone']);
		// Nobody leaves: no hole, and no outline.
		const calm = assessCoverage(index, [gone, silent], ORIGIN, { unavailable: new Set(), assigned: new Set() }, QUERY);
		expect(calm).toMatchObject({ holeRoadKm: 0, holeAreaKm2: 0, polygons: [], emptied: [] });
	});

	it('A21 a closure on a station’s roads takes them away, one elsewhere does not search anew', () => {
		const index = createRoadIndex(makeRandomTown(createLot(5)));
		const station = makeStation('s', 800, 800, { vehicles: [makeVehicle('v', 'AP50')] });
		const free = findStationReach(index, station, QUERY);
		expect(findStationReach(index, station, QUERY)).toBe(free);
		const { lon, lat } = station;
		const around = (radius: number, dx: number) => ({
			type: 'Polygon' as const,
			coordinates: [
				[
					[lon + dx - radius, lat - radius],
					[lon + dx + radius, lat - radius],
					[lon + dx + radius, lat + radius],
					[lon + dx - radius, lat + radius],
					[lon + dx - radius, lat - radius],
				] as [number, number][],
			],
		});
		const close = (radius: number, dx: number) =>
			index.findActiveClosures([makeClosure(`c${dx}`, { shape: around(radius, dx) })], DAY_MS);
		const far = close(0.0005, 0.05);
		expect(findStationReach(index, station, { ...QUERY, closures: far })).toBe(free);
		const near = close(0.0015, 0.002);
		const closed = findStationReach(index, station, { ...QUERY, closures: near });
		expect(near.byEdge.size).toBeGreaterThan(0);
		expect(closed.edges.some((edge) => near.byEdge.has(edge))).toBe(false);
		expect(closed.edges.length).toBeLessThan(free.edges.length);
	});
});

describe('A21 parts of roads', () => {
	const graph = { edgeCount: 3, edgeLengthCm: Uint32Array.of(10_000, 20_000, 30_000) } as RoadIndex['graph'];
	const reach = (...rows: [edge: number, from: number, to: number][]): StationReach => ({
		edges: Uint32Array.from(rows, ([edge]) => edge),
		from: Float32Array.from(rows, ([, from]) => from),
		to: Float32Array.from(rows, ([, , to]) => to),
	});

	it('A21 joins, takes away from the middle, and counts each metre once', () => {
		// Edge 0 (100 m) whole by two parts that overlap, its middle quarter to half taken: 75 m. Edge 1 (200 m) taken whole.
		// Edge 2 (300 m): from a half on, of which the last quarter of the edge is taken: 75 m.
		const gone = [reach([0, 0, 0.75], [1, 0, 1]), reach([0, 0.5, 1], [2, 0.5, 1])];
		const hole = findHole(graph, gone, [reach([0, 0.25, 0.5], [1, 0, 1], [2, 0.75, 1])]);
		expect(hole.lengthM).toBe(150);
		expect([...hole.edges]).toEqual([0, 0, 2]);
		expect([...hole.from]).toEqual([0, 0.5, 0.5]);
		expect([...hole.to]).toEqual([0.25, 1, 0.75]);
		// The first reached 25 + 25 m of edge 0, the second 50 m of it and 75 m of edge 2.
		expect(measureClosedM(graph, hole, gone)).toEqual([50, 125]);
	});
});
