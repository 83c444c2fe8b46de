import type { Closure } from '../../../domain/closure.ts';
import type { RouteAnswer, RouteQuery } from '../../../domain/route.ts';
import type { RoadIndex } from '../road-index.ts';
import { findStop } from '../road-stop.ts';
import { chooseStop, readDestination } from './choose-stop.ts';
import { describeRoute } from './describe-route.ts';
import { explainNoRoute, findRefusedFaster } from './explain-route.ts';
import { findAlternatives, shareInCommon } from './find-alternatives.ts';
import { findWay } from './find-way.ts';

/**
 * How does this vehicle drive from one place to another, now? The ways, best first, with what is passed on them and how they are driven;
 * a faster one that it is refused; or why there is none and what the least violation would be. All that is asked of ways comes here:
 * server, command line and page answer alike. "No route" is a result. Cost on 450,000 edges: some ms with an overlay
 * (RoadIndex.prepareOverlay), some tens without; a vehicle's first question half a second more.
 */
export function answerRoute(index: RoadIndex, query: RouteQuery, closures: readonly Closure[]): RouteAnswer {
	const { graph } = index;
	const active = index.findActiveClosures(closures, query.departAtMs);
	const prepared = index.findNetwork(query, active);
	const destination = readDestination(query);
	const start = findStop(index, prepared, query.from, 'start');
	let end = chooseStop(index, prepared, destination);
	let best = start && end && findWay(index, prepared, start, end);
	if (start && end && !best && active.byEdge.size > 0) {
		// The stop lies in a pocket that the closures cut off: the nearest that they left.
		end = chooseStop(index, prepared, destination, prepared.findOwnReach());
		best = end && findWay(index, prepared, start, end);
	}
	const ids = [...active.ids];
	if (!start || !end || !best) {
		const { reason, refused } = explainNoRoute(index, query, prepared, query.from, query.to, start, end);
		return { found: false, reason, routes: [], refused, closures: ids };
	}
	const ways = [best, ...findAlternatives(index, prepared, best, start, end, query.count)];
	const { network } = query.metric === 'time' ? prepared : index.findNetwork({ ...query, metric: 'time' }, active);
	const context = { network, rules: prepared.rules, closures: active, destination };
	const stops = [start, end] as const;
	const routes = ways.map((way, i) => {
		const shared = ways.slice(0, i).map((better) => shareInCommon(graph, way, better));
		return describeRoute(graph, context, way, ...stops, Math.max(0, ...shared));
	});
	const refused = findRefusedFaster(index, query, prepared, destination, ...stops, routes[0]?.durationS ?? 0);
	return { found: true, reason: null, routes, refused, closures: ids };
}
