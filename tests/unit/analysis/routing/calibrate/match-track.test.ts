import { describe, expect, it } from 'vitest';
import { TrackMatcher } from '../../../../../src/analysis/routing/calibrate/match-track.ts';
import { EdgeTree } from '../../../../../src/analysis/routing/edge-tree.ts';
import { createVehicleNetwork } from '../../../../../src/analysis/routing/network/create-vehicle-network.ts';
import { createLocalPlane } from '../../../../../src/domain/geo/local-plane.ts';
import { ONEWAY, type RoadGraph } from '../../../../../src/domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../../../src/domain/route.ts';
import { ORIGIN, placeAt } from '../../../../support/fake-city.ts';
import { makeRoadGraph } from '../../../../support/make-road-graph.ts';
import { optionsOf } from '../network/crossing.ts';
import { driveOver, makeGrid, type Place } from './drive-grid.ts';

function matcherOf(graph: RoadGraph): TrackMatcher {
	const exemptions = { ...FIRE_ENGINE_EXEMPTIONS, contraflow: true };
	return new TrackMatcher(createVehicleNetwork(graph, optionsOf({ vehicle: null, exemptions })), new EdgeTree(graph));
}

/** The ends of the arcs driven, in metres, each once. */
function placesOf(graph: RoadGraph, arcs: readonly number[]): Place[] {
	const plane = createLocalPlane(ORIGIN);
	const placeOf = (node: number): Place => {
		const [x, y] = plane.toXY([
			(graph.nodeLonLat[node * 2] as number) / 1e7,
			(graph.nodeLonLat[node * 2 + 1] as number) / 1e7,
		]);
		return [Math.round(x), Math.round(y)];
	};
	return arcs.flatMap((arc, i) => {
		const [from, to] = [graph.edgeFrom[arc >> 1] as number, graph.edgeTo[arc >> 1] as number];
		const [tail, head] = (arc & 1) === 0 ? [from, to] : [to, from];
		return i === 0 ? [placeOf(tail), placeOf(head)] : [placeOf(head)];
	});
}

function joinArcs(steps: readonly { arcs: readonly number[] }[]): number[] {
	return steps.flatMap(({ arcs }, i) => (i === 0 ? arcs : arcs.slice(1)));
}

const STAIRS: Place[] = [
	[0, 0],
	[0, 200],
	[200, 200],
	[200, 400],
	[400, 400],
];

describe('TrackMatcher', () => {
	it('finds the streets driven, with fixes up to 8 m beside them and 30 m apart', () => {
		const graph = makeGrid(2);
		const fixes = driveOver(STAIRS, { kmh: () => 36, noiseM: 6, everyS: 3 });
		const match = matcherOf(graph).match({ id: 'a', fixes });
		expect(match.drives).toHaveLength(1);
		const steps = match.drives[0]?.steps ?? [];
		expect(placesOf(graph, joinArcs(steps))).toEqual(STAIRS);
		expect(match).toMatchObject({ matchedFixes: fixes.length, offRoadFixes: 0, breaks: 0 });
		expect((steps.at(-1)?.toMs ?? 0) - (steps[0]?.fromMs ?? 0)).toBeGreaterThan(70_000);
	});

	it('goes round where fixes are 10 s apart and skip whole corners', () => {
		const graph = makeGrid(2);
		const fixes = driveOver(STAIRS, { kmh: () => 54, everyS: 10 });
		const [drive] = matcherOf(graph).match({ id: 'a', fixes }).drives;
		expect(placesOf(graph, joinArcs(drive?.steps ?? []))).toEqual(STAIRS);
	});

	it('drives against a one-way road only where nothing else fits', () => {
		const graph = makeRoadGraph([
			{ from: [0, 0], to: [400, 0], roadClass: 'residential', oneway: ONEWAY.forward },
			{ from: [0, 16], to: [400, 16], roadClass: 'residential', oneway: ONEWAY.backward },
			{ from: [0, 300], to: [400, 300], roadClass: 'residential', oneway: ONEWAY.forward },
		]);
		const roadOf = (y: number) => {
			const fixes = driveOver(
				[
					[350, y],
					[50, y],
				],
				{ kmh: () => 36 },
			);
			const [drive] = matcherOf(graph).match({ id: 'a', fixes }).drives;
			return new Set(joinArcs(drive?.steps ?? []).map((arc) => graph.edgeRoad[arc >> 1]));
		};
		// 7 m from the one that may not be driven so, 9 m from the other.
		expect(roadOf(7)).toEqual(new Set([1]));
		expect(roadOf(300)).toEqual(new Set([2]));
	});

	it('cuts a track where it leaves the roads, and counts those fixes', () => {
		const graph = makeGrid(2);
		const street = driveOver(
			[
				[0, 0],
				[0, 150],
			],
			{ kmh: () => 36 },
		);
		const field = Array.from({ length: 4 }, (_, i) => ({ atMs: 20_000 + i * 2000, ...placeAt(60 + i * 20, 100) }));
		const back = driveOver(
			[
				[200, 20],
				[200, 180],
			],
			{ kmh: () => 36, startMs: 40_000 },
		);
		const match = matcherOf(graph).match({ id: 'a', fixes: [...street, ...field, ...back] });
		expect(match.drives).toHaveLength(2);
		expect(match.offRoadFixes).toBe(4);
	});

	it('cuts where no way leads from one fix to the next in the time', () => {
		const match = matcherOf(makeGrid(8)).match({
			id: 'a',
			fixes: [
				...driveOver(
					[
						[0, 0],
						[0, 180],
					],
					{ kmh: () => 36 },
				),
				...driveOver(
					[
						[1600, 0],
						[1600, 180],
					],
					{ kmh: () => 36, startMs: 20_000 },
				),
			],
		});
		expect(match).toMatchObject({ breaks: 1 });
		expect(match.drives).toHaveLength(2);
	});

	it('time standing at the start is no part of a drive', () => {
		const wait = Array.from({ length: 15 }, (_, i) => ({ atMs: i * 10_000, ...placeAt(0, (i % 3) * 2) }));
		const go = driveOver(
			[
				[0, 12],
				[0, 190],
			],
			{ kmh: () => 36, startMs: 150_000 },
		);
		const match = matcherOf(makeGrid(2)).match({ id: 'a', fixes: [...wait, ...go] });
		expect(match.drives).toHaveLength(1);
		expect(match.drives[0]?.steps[0]?.fromMs).toBe(140_000);
	});

	it('standing for more than three minutes ends a drive, less does not', () => {
		const drivesWith = (seconds: number) => {
			const street = [
				[0, 5],
				[0, 150],
			] as const;
			const on = [
				[0, 160],
				[0, 300],
			] as const;
			const fixes = driveOver(street, { kmh: () => 36, everyS: 1 });
			const after = driveOver(on, { kmh: () => 36, everyS: 1, startMs: (fixes.at(-1)?.atMs ?? 0) + seconds * 1000 });
			return matcherOf(makeGrid(2)).match({ id: 'a', fixes: [...fixes, ...after] }).drives.length;
		};
		expect([drivesWith(170), drivesWith(190)]).toEqual([1, 2]);
	});

	it('a parked vehicle has no drive', () => {
		const fixes = Array.from({ length: 50 }, (_, i) => ({ atMs: i * 1000, ...placeAt(3, 100 + (i % 2)) }));
		expect(matcherOf(makeGrid(2)).match({ id: 'a', fixes })).toMatchObject({ drives: [], matchedFixes: 0 });
	});
});
