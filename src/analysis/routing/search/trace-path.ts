import { BASE_LEVEL } from '../overlay/cell-marks.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { WayUnpacker } from '../overlay/way-unpacker.ts';
import { VIA_END } from './arc-labels.ts';
import type { ArcSearch } from './arc-search.ts';
import type { PathEnd, RoadPath } from './road-path.ts';

/**
 * A path from what a search left: its steps up to where the backward side takes over (the last of `steps`), arcs of crossed cells
 * filled in. `isTold` false: no arcs.
 */
export function tracePath(
	search: ArcSearch,
	unpacker: WayUnpacker,
	overlay: Overlay | null,
	cost: number,
	source: number,
	steps: number[],
	targets: readonly PathEnd[],
	isTold = true,
): RoadPath {
	let via = search.backward.viaOf(steps[steps.length - 1] as number);
	for (; via < VIA_END; via = search.backward.viaOf(via)) steps.push(via);
	const target = via - VIA_END;
	if (!isTold) return { cost, arcs: [], source, target };
	let arcs = steps;
	if (overlay) {
		arcs = [steps[0] as number];
		for (let i = 1; i < steps.length; i++) {
			const from = steps[i - 1] as number;
			const to = steps[i] as number;
			const { level, cell } = search.locate(search.view.arcHead[from] as number);
			if (level === BASE_LEVEL) arcs.push(to);
			else unpacker.unpack(overlay, level, cell, from, to, arcs);
		}
	}
	arcs.push((targets[target] as PathEnd).arc);
	return { cost, arcs, source, target };
}
