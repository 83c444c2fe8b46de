import type { Box } from '../../../scene/engine/place-labels.ts';

/** Boxes of the panels that float over the map, CSS pixels on its canvas. */
export function findCovered(): readonly Box[] {
	const pane = document.getElementById('map');
	const origin = pane?.getBoundingClientRect();
	if (!pane || !origin) return [];
	return [...pane.querySelectorAll('.float')].map((panel) => {
		const { left, top, width, height } = panel.getBoundingClientRect();
		return { x: left - origin.left, y: top - origin.top, width, height };
	});
}
