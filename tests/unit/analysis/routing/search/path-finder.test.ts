import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patchOverlay } from '../../../../../src/analysis/routing/overlay/overlay.ts';
import { createOverlayCells } from '../../../../../src/analysis/routing/overlay/overlay-cells.ts';
import { PathFinder } from '../../../../../src/analysis/routing/search/path-finder.ts';
import type { PathEnd } from '../../../../../src/analysis/routing/search/road-path.ts';
import { customiseOverlay } from '../../../../support/customise-overlay.ts';
import { findNaiveCostsTo, findNaiveRoute, findNaiveStates } from '../../../../support/naive-route.ts';
import {
	changeEdges,
	changesArbitrary,
	endSeedsArbitrary,
	networkArbitrary,
	pickEnds,
} from '../../../../support/random-network.ts';

const RUNS = 400;
const TIMEOUT = { timeout: 60_000 };
const pairsArbitrary = fc.array(fc.tuple(endSeedsArbitrary, endSeedsArbitrary), { minLength: 3, maxLength: 3 });

describe('findPath', () => {
	it('finds what a naive search finds, with and without an overlay, before and after closures', TIMEOUT, () => {
		let pairs = 0;
		let found = 0;
		let longest = 0;
		fc.assert(
			fc.property(
				networkArbitrary,
				pairsArbitrary,
				changesArbitrary,
				changesArbitrary,
				(network, seeds, ...changes) => {
					const finder = new PathFinder(network.graph);
					const overlay = customiseOverlay(createOverlayCells(network.graph), network);
					const first = changeEdges(network, changes[0]);
					const second = changeEdges(first.changed, changes[1]);
					const patched = patchOverlay(overlay, first.changed, first.edges);
					const twice = patchOverlay(patched, second.changed, second.edges);
					for (const [from, to] of seeds)
						for (const [net, over] of [
							[network, overlay],
							[first.changed, patched],
							[second.changed, twice],
						] as const) {
							const sources = pickEnds(net, from, 1);
							const targets = pickEnds(net, to, 0);
							const expected = findNaiveRoute(net, sources, targets);
							expect(finder.findPath(net, null, sources, targets)).toEqual(expected);
							expect(finder.findPath(net, over, sources, targets)).toEqual(expected);
							pairs++;
							if (expected) found++;
							longest = Math.max(longest, expected?.arcs.length ?? 0);
						}
				},
			),
			{ numRuns: RUNS },
		);
		expect(pairs).toBeGreaterThanOrEqual(1000);
		expect(found).toBeGreaterThan(pairs / 10);
		expect(longest).toBeGreaterThan(4);
	});
});

describe('findPathsTo', () => {
	it(
		'finds for each group what a naive search finds, and the cheapest groups where only some are asked for',
		TIMEOUT,
		() => {
			const groupsArbitrary = fc.array(endSeedsArbitrary, { minLength: 1, maxLength: 5 });
			fc.assert(
				fc.property(networkArbitrary, groupsArbitrary, endSeedsArbitrary, fc.nat(5), (network, seeds, to, count) => {
					const finder = new PathFinder(network.graph);
					const overlay = customiseOverlay(createOverlayCells(network.graph), network);
					const groups = seeds.map((from, i) => pickEnds(network, from, i + 1));
					const targets = pickEnds(network, to, 0);
					const expected = groups.map((sources) => findNaiveRoute(network, sources, targets));
					expect(finder.findPathsTo(network, null, groups, targets)).toEqual(expected);
					expect(finder.findPathsTo(network, overlay, groups, targets)).toEqual(expected);
					const costs = expected.flatMap((path) => (path ? [path.cost] : [])).sort((a, b) => a - b);
					const limit = count === 0 ? -1 : (costs[count - 1] ?? Number.POSITIVE_INFINITY);
					const nearest = expected.map((path) => (path && path.cost <= limit ? path : undefined));
					expect(finder.findPathsTo(network, null, groups, targets, count)).toEqual(nearest);
					expect(finder.findPathsTo(network, overlay, groups, targets, count)).toEqual(nearest);
					const toldOnly = expected.map((path) => path && (path.cost <= limit ? path : { ...path, arcs: [] }));
					expect(finder.findPathsTo(network, overlay, groups, targets, groups.length, count)).toEqual(toldOnly);
				}),
				{ numRuns: RUNS },
			);
		},
	);
});

describe('findReach', () => {
	it('gives the costs of a naive search to all arcs begun within the limit, in both directions', TIMEOUT, () => {
		fc.assert(
			fc.property(networkArbitrary, endSeedsArbitrary, fc.nat(120), (network, seeds, steps) => {
				const finder = new PathFinder(network.graph);
				const limit = steps * 2 ** 32;
				const ends = pickEnds(network, seeds, 0);
				const states = findNaiveStates(network, ends);
				const from = new Map([...states].map(([arc, { cost }]) => [arc, cost]));
				for (const [direction, costs] of [
					['from', from],
					['to', findNaiveCostsTo(network, ends)],
					['from', from],
				] as const) {
					const reached = finder.findReach(network, ends, limit, direction);
					const arcs = [...reached.arcs.subarray(0, reached.count)];
					const got = new Map(arcs.map((arc) => [arc, reached.costs[arc]]));
					expect(got.size).toBe(reached.count);
					expect(got).toEqual(cutAtLimit(network.arcCost, ends, costs, limit));
					expect(reached.costs.filter(Number.isFinite).length).toBe(reached.count);
				}
			}),
			{ numRuns: RUNS },
		);
	});
});

/** The arcs whose near end is within the limit; a seed counts always, as what it is where the way to it begins beyond. */
function cutAtLimit(
	arcCost: Float64Array,
	seeds: readonly PathEnd[],
	costs: ReadonlyMap<number, number>,
	limit: number,
): Map<number, number> {
	const within = [...costs].filter(([arc, cost]) => cost - (arcCost[arc] as number) <= limit);
	const own = [...seeds].sort((a, b) => b.cost - a.cost).map(({ arc, cost }) => [arc, cost] as const);
	return new Map([...own, ...within]);
}
