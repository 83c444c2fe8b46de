import { addMeasurePoint, finishMeasure, takePointBack } from './measure-store.ts';
import type { Services } from './services.ts';

const STEP_PX = 12;
const FINE_PX = 1;
/** So near to the edge of the map the crosshair pushes it. */
const EDGE_PX = 24;
const PUSH = 0.2;

const WAYS: Readonly<Record<string, readonly [right: number, down: number]>> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, -1],
	ArrowDown: [0, 1],
};

/**
 * Keys of the open measure tool: arrows move a crosshair, with Shift by a pixel, and push the map at its edge; Enter sets the point under it,
 * or ends the measure where nothing moved since; Backspace takes a point back. false = the key is for others.
 */
export function runMeasureKey(
	{
		key,
		shiftKey,
		ctrlKey,
		metaKey,
		altKey,
	}: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
	target: Element | null,
	{ ui, measure }: Services,
): boolean {
	if (ui.getState().tool !== 'measure' || ctrlKey || metaKey || altKey) return false;
	if (key === 'Backspace') return takePointBack(measure);
	const isOnControl = target?.closest('button, a, summary, select, [role="radio"], [role="option"]') != null;
	if (isOnControl) return false;
	if (key === 'Enter') return setPoint();
	const way = WAYS[key];
	if (!way) return false;
	moveCrosshair(way, shiftKey ? FINE_PX : STEP_PX);
	return true;

	function setPoint(): boolean {
		const { hover, points, crosshair } = measure.getState();
		if (!crosshair || !hover) return false;
		const last = points.at(-1);
		if (last && last.lon === hover.lon && last.lat === hover.lat && last.heightM === hover.heightM)
			finishMeasure(measure);
		else addMeasurePoint(measure, hover);
		return true;
	}

	function moveCrosshair([right, down]: readonly [number, number], stepPx: number): void {
		const map = document.getElementById('map');
		const [width, height] = [map?.clientWidth ?? 0, map?.clientHeight ?? 0];
		const from = measure.getState().crosshair ?? { x: width / 2, y: height / 2 };
		const x = from.x + right * stepPx;
		const y = from.y + down * stepPx;
		const isInside = x >= EDGE_PX && y >= EDGE_PX && x <= width - EDGE_PX && y <= height - EDGE_PX;
		// What it was caught by before is not what it is caught by there.
		if (isInside) measure.setState({ crosshair: { x, y }, hover: null });
		else ui.setState({ request: { kind: 'pan', right: right * PUSH, up: -down * PUSH } });
	}
}
