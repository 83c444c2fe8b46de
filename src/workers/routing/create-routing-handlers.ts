import { answerFleet } from '../../analysis/routing/answer/answer-fleet.ts';
import { answerIsochrone } from '../../analysis/routing/answer/answer-isochrone.ts';
import { answerRoute } from '../../analysis/routing/answer/answer-route.ts';
import { findClosedRoads } from '../../analysis/routing/answer/find-closed-roads.ts';
import { createRoadIndex, type RoadIndex } from '../../analysis/routing/road-index.ts';
import { UnavailableError } from '../../domain/errors.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../domain/route.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../domain/vehicle.ts';
import type { CallHandlers } from '../call-worker.ts';
import type { RoutingMessages } from '../messages.ts';
import { createPreparer, type Preparer } from './create-preparer.ts';
import { fetchRoadGraph } from './fetch-road-graph.ts';

interface OpenRoads {
	readonly index: RoadIndex;
	readonly preparer: Preparer;
}

/**
 * Answers of the routing worker. Keeps one road graph; between messages it is prepared for the default vehicle and those that are
 * asked about.
 */
export function createRoutingHandlers(): CallHandlers<RoutingMessages> {
	let opening: Promise<OpenRoads> | null = null;
	let last: OpenRoads | null = null;

	async function waitForRoads(signal: AbortSignal): Promise<OpenRoads> {
		if (!opening)
			throw new UnavailableError('routing/not-open', 'routing: got a question, expected routing/open before it');
		const roads = await opening;
		signal.throwIfAborted();
		return roads;
	}

	return {
		'routing/open': async ({ graphUrl, table }, signal) => {
			last?.preparer.stop();
			opening = fetchRoadGraph(graphUrl, signal).then((graph) => {
				const index = createRoadIndex(graph, { table });
				return { index, preparer: createPreparer(index) };
			});
			last = await opening;
			const { index, preparer } = last;
			preparer.add({
				vehicle: DEFAULT_VEHICLE_PROFILE,
				exemptions: FIRE_ENGINE_EXEMPTIONS,
				departAtMs: Date.now(),
			});
			return { output: { nodes: index.graph.nodeCount } };
		},
		'routing/route': async ({ query, closures }, signal) => {
			const { index, preparer } = await waitForRoads(signal);
			const output = answerRoute(index, query, closures);
			preparer.add(query);
			return { output };
		},
		'routing/fleet': async ({ query, closures }, signal) => {
			const { index } = await waitForRoads(signal);
			return { output: answerFleet(index, query, closures) };
		},
		'routing/isochrone': async ({ query, closures }, signal) => {
			const { index } = await waitForRoads(signal);
			return { output: answerIsochrone(index, query, closures) };
		},
		'routing/closed-roads': async ({ shape }, signal) => {
			const { index } = await waitForRoads(signal);
			return { output: findClosedRoads(index, shape) };
		},
	};
}
