import type { Fix } from '../../../../../src/analysis/routing/calibrate/track.ts';
import type { RoadGraph } from '../../../../../src/domain/pack/road-graph.ts';
import type { RoadClass } from '../../../../../src/domain/road.ts';
import { placeAt } from '../../../../support/fake-city.ts';
import { makeRoadGraph, type StraightRoad } from '../../../../support/make-road-graph.ts';

/** Metres between the streets of the grid. */
export const BLOCK_M = 200;
export type Place = readonly [xM: number, yM: number];

/** Streets of `size` blocks each way; `classOf` says what a stretch is, by its ends. */
export function makeGrid(
	size: number,
	classOf: (from: Place, to: Place) => RoadClass = () => 'residential',
	rest: Partial<StraightRoad> = {},
): RoadGraph {
	const roads: StraightRoad[] = [];
	const add = (from: Place, to: Place) => roads.push({ ...rest, from, to, roadClass: classOf(from, to) });
	for (let i = 0; i <= size; i++)
		for (let j = 0; j < size; j++) {
			add([i * BLOCK_M, j * BLOCK_M], [i * BLOCK_M, (j + 1) * BLOCK_M]);
			add([j * BLOCK_M, i * BLOCK_M], [(j + 1) * BLOCK_M, i * BLOCK_M]);
		}
	return makeRoadGraph(roads);
}

/** What a drive over corners is like. */
export interface Driving {
	readonly kmh: (from: Place, to: Place) => number;
	/** Seconds lost at a corner; left > 0. */
	readonly cornerS?: (side: number) => number;
	/** Fixes lie up to so many metres beside the road, to and fro. */
	readonly noiseM?: number;
	readonly everyS?: number;
	readonly startMs?: number;
}

/** The fixes of a drive from corner to corner. */
export function driveOver(corners: readonly Place[], driving: Driving): Fix[] {
	const { kmh, cornerS = () => 0, noiseM = 0, everyS = 2, startMs = 0 } = driving;
	// When the vehicle is where: it waits at a corner until it goes on.
	const moments: { atS: number; place: Place }[] = [];
	let atS = 0;
	corners.forEach((place, i) => {
		const [before, next] = [corners[i - 1], corners[i + 1]];
		moments.push({ atS, place });
		if (before && next) {
			const side = (place[0] - before[0]) * (next[1] - place[1]) - (place[1] - before[1]) * (next[0] - place[0]);
			atS += side === 0 ? 0 : cornerS(side);
			moments.push({ atS, place });
		}
		if (next) atS += Math.hypot(next[0] - place[0], next[1] - place[1]) / (kmh(place, next) / 3.6);
	});
	const fixes: Fix[] = [];
	for (let t = 0; t <= atS; t += everyS) {
		const i = Math.max(
			1,
			moments.findIndex((moment) => moment.atS >= t),
		);
		const [a, b] = [moments[i - 1], moments[i]] as [{ atS: number; place: Place }, { atS: number; place: Place }];
		const share = b.atS === a.atS ? 0 : (t - a.atS) / (b.atS - a.atS);
		const wave = noiseM * Math.sin(fixes.length * 2.4);
		const x = a.place[0] + share * (b.place[0] - a.place[0]) + wave;
		const y = a.place[1] + share * (b.place[1] - a.place[1]) - wave;
		fixes.push({ atMs: startMs + t * 1000, ...placeAt(x, y) });
	}
	return fixes;
}
