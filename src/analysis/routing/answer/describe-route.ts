import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import type { DrivenRoute } from '../../../domain/route.ts';
import { roundTenth } from '../../measure/round.ts';
import type { WayRules } from '../network/vehicle-limits.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';
import type { RoadPoint } from '../road-stop.ts';
import type { ActiveClosures } from './active-closures.ts';
import { type Destination, describeStop, gapOf } from './choose-stop.ts';
import { type DrivenPath, measurePath } from './driven-path.ts';
import { listLimits } from './list-limits.ts';
import { listSteps } from './list-steps.ts';

/** What a way is described by. */
export interface RouteContext {
	/** Of time, as the way is driven: with the closures. */
	readonly network: VehicleNetwork;
	readonly rules: WayRules;
	readonly closures: ActiveClosures;
	readonly destination: Destination;
}

/** A way in metres, seconds, names, steps and coordinates. Turnout is not counted. Cost: linear in its vertices. */
export function describeRoute(
	graph: RoadGraph,
	{ network, destination, ...binding }: RouteContext,
	way: DrivenPath,
	start: RoadPoint,
	end: RoadPoint,
	sharedShare: number,
): DrivenRoute {
	const measured = measurePath(graph, network, way);
	return {
		distanceM: roundTenth(measured.distanceM),
		durationS: roundTenth(measured.durationS),
		geometry: measured.geometry,
		limits: listLimits(graph, measured, binding),
		steps: listSteps(graph, measured),
		stop: describeStop(graph, destination, end, binding.rules.vehicle),
		startGapM: roundTenth(start.distanceM),
		endGapM: roundTenth(gapOf(destination, end)),
		sharedShare: Math.round(sharedShare * 1000) / 1000,
	};
}
