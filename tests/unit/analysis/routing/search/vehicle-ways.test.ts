import { describe, expect, it } from 'vitest';
import { applyClosures } from '../../../../../src/analysis/routing/network/apply-closures.ts';
import { createVehicleNetwork } from '../../../../../src/analysis/routing/network/create-vehicle-network.ts';
import type { VehicleNetwork } from '../../../../../src/analysis/routing/network/vehicle-network.ts';
import { patchOverlay } from '../../../../../src/analysis/routing/overlay/overlay.ts';
import { createOverlayCells } from '../../../../../src/analysis/routing/overlay/overlay-cells.ts';
import { PathFinder } from '../../../../../src/analysis/routing/search/path-finder.ts';
import type { PathEnd } from '../../../../../src/analysis/routing/search/road-path.ts';
import { listPlaceEdges } from '../../../../../src/domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../../../src/domain/route.ts';
import { DEFAULT_TRAVEL_TABLE, TRAVEL_BANDS, type TravelBand } from '../../../../../src/domain/travel-table.ts';
import { VEHICLE_CATALOGUE } from '../../../../../src/domain/vehicle-catalogue.ts';
import { customiseOverlay } from '../../../../support/customise-overlay.ts';
import { createLot, makeRandomTown } from '../../../../support/make-random-town.ts';
import { addUpWay, endNaiveRoute, findNaiveStates } from '../../../../support/naive-route.ts';
import { NO_EXEMPTIONS } from '../../../../support/no-exemptions.ts';

const TOWNS = 4;
const VEHICLES = 3;
const STARTS = 5;
const ENDS = 26;

/** A place on some edge, with the arcs that may be driven from or to there. */
function pickPlace(
	{ arcCost, graph }: VehicleNetwork,
	lot: (below: number) => number,
	role: 'start' | 'end',
): PathEnd[] {
	const edge = lot(graph.edgeCount);
	const share = (1 + lot(8)) / 10;
	return [edge * 2, edge * 2 + 1].flatMap((arc) => {
		const cost = arcCost[arc] as number;
		const driven = (role === 'start') === (arc % 2 === 0) ? 1 - share : share;
		return cost === Number.POSITIVE_INFINITY ? [] : [{ arc, cost: Math.round(cost * driven) }];
	});
}

describe('ways of vehicles', () => {
	it('cost what a plain search by the textbook finds, for 1,560 pairs, 12 vehicles and closures', {
		timeout: 60_000,
	}, () => {
		let pairs = 0;
		let found = 0;
		let moved = 0;
		for (let town = 0; town < TOWNS; town++) {
			const lot = createLot(town);
			const graph = makeRandomTown(lot);
			const cells = createOverlayCells(graph);
			expect(cells.levels.length).toBeGreaterThan(0);
			const finder = new PathFinder(graph);
			for (let v = 0; v < VEHICLES; v++) {
				const network = createVehicleNetwork(graph, {
					vehicle: VEHICLE_CATALOGUE[lot(VEHICLE_CATALOGUE.length)]?.profile ?? null,
					exemptions: lot(3) === 0 ? NO_EXEMPTIONS : FIRE_ENGINE_EXEMPTIONS,
					band: TRAVEL_BANDS[lot(TRAVEL_BANDS.length)] as TravelBand,
					metric: lot(4) === 0 ? 'distance' : 'time',
					table: DEFAULT_TRAVEL_TABLE,
				});
				const closures = Array.from({ length: 1 + lot(20) }, () => ({
					edge: lot(graph.edgeCount),
					speedShare: lot(2) * 0.25,
				}));
				const closed = applyClosures(network, closures);
				const overlay = customiseOverlay(cells, network);
				const edges = closures.flatMap(({ edge }) => listPlaceEdges(graph, edge));
				const patched = patchOverlay(overlay, closed, edges);
				for (let s = 0; s < STARTS; s++) {
					const sources = pickPlace(network, lot, 'start');
					const [net, over] = s % 2 === 0 ? [network, overlay] : [closed, patched];
					const states = findNaiveStates(net, sources);
					for (let e = 0; e < ENDS; e++) {
						const targets = pickPlace(net, lot, 'end');
						const expected = endNaiveRoute(net, states, targets);
						for (const given of [null, over]) {
							const path = finder.findPath(net, given, sources, targets);
							expect(path?.cost).toBe(expected?.cost);
							if (path) expect(addUpWay(net, path, sources, targets)).toBe(path.cost);
						}
						pairs++;
						if (!expected) continue;
						found++;
						if (net === closed && addUpWay(network, expected, sources, targets) !== expected.cost) moved++;
					}
				}
			}
		}
		expect(pairs).toBe(1560);
		expect(found).toBeGreaterThan(1000);
		expect(moved).toBeGreaterThan(0);
	});
});
