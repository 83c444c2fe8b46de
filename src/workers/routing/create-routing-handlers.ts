import { answerFleet } from '../../analysis/routing/answer/answer-fleet.ts';
import { answerIsochrone } from '../../analysis/routing/answer/answer-isochrone.ts';
import { answerRoute } from '../../analysis/routing/answer/answer-route.ts';
import { findClosedRoads } from '../../analysis/routing/answer/find-closed-roads.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../domain/route.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../domain/vehicle.ts';
import type { CallHandlers } from '../call-worker.ts';
import type { RoutingMessages } from '../messages.ts';
import type { HeldRoads } from './held-roads.ts';

/** Answers about ways. Between messages the roads are prepared for the default vehicle and those that are asked about. */
export function createRoutingHandlers(roads: HeldRoads): CallHandlers<RoutingMessages> {
	return {
		'routing/open': async ({ graphUrl, table }, signal) => {
			const { index, preparer } = await roads.open(graphUrl, table, signal);
			preparer.add({
				vehicle: DEFAULT_VEHICLE_PROFILE,
				exemptions: FIRE_ENGINE_EXEMPTIONS,
				departAtMs: Date.now(),
			});
			return { output: { nodes: index.graph.nodeCount } };
		},
		'routing/route': async ({ query, closures }, signal) => {
			const { index, preparer } = await roads.wait(signal);
			const output = answerRoute(index, query, closures);
			preparer.add(query);
			return { output };
		},
		'routing/fleet': async ({ query, closures }, signal) => {
			const { index } = await roads.wait(signal);
			return { output: answerFleet(index, query, closures) };
		},
		'routing/isochrone': async ({ query, closures }, signal) => {
			const { index } = await roads.wait(signal);
			return { output: answerIsochrone(index, query, closures) };
		},
		'routing/closed-roads': async ({ shape }, signal) => {
			const { index } = await roads.wait(signal);
			return { output: findClosedRoads(index, shape) };
		},
	};
}
