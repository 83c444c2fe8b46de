import type { VehicleNetwork } from '../network/vehicle-network.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { WayUnpacker } from '../overlay/way-unpacker.ts';
import { VIA_END } from './arc-labels.ts';
import type { ArcSearch } from './arc-search.ts';
import type { PathEnd, RoadPath } from './road-path.ts';
import { tracePath } from './trace-path.ts';

/** Searches from both sides at once, by cells where there is an overlay, else arc by arc. */
export function findTwoSided(
	search: ArcSearch,
	unpacker: WayUnpacker,
	network: VehicleNetwork,
	overlay: Overlay | null,
	sources: readonly PathEnd[],
	targets: readonly PathEnd[],
): RoadPath | undefined {
	search.begin(network, overlay);
	for (const source of sources) search.openSource(source);
	for (const target of targets) search.openTarget(target);
	for (let row = 0; row < sources.length; row++) search.seedSource(sources[row] as PathEnd, row);
	for (let row = 0; row < targets.length; row++) search.seedTarget(targets[row] as PathEnd, row);
	for (;;) {
		const aheadCost = search.forward.queue.findNext();
		const behindCost = search.backward.queue.findNext();
		if (aheadCost === Number.POSITIVE_INFINITY || behindCost === Number.POSITIVE_INFINITY) break;
		if (aheadCost + behindCost >= search.bestCost) break;
		if (aheadCost <= behindCost) search.stepForward(behindCost);
		else search.stepBackward(aheadCost);
	}
	if (search.bestCost === Number.POSITIVE_INFINITY) return undefined;
	const steps: number[] = [];
	let via = search.meetingArc;
	for (; via < VIA_END; via = search.forward.viaOf(via)) steps.push(via);
	steps.reverse();
	return tracePath(search, unpacker, overlay, search.bestCost, via - VIA_END, steps, targets);
}
