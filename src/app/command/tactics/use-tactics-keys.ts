import { useEffect } from 'react';
import type { AskSnap } from '../../../domain/snap.ts';
import { readSnap } from '../../../domain/tactics/catch-mark.ts';
import { findSymbol } from '../../../domain/tactics/symbols.ts';
import { hitGround } from '../../../scene/engine/hit-ground.ts';
import { lookDown } from '../../../scene/engine/look-down.ts';
import { useServices } from '../../state/services.ts';
import { stepPoints } from '../../state/tactics-store.ts';
import { useSketch } from '../../state/use-sketch.ts';
import {
	finishShape,
	leaveSymbol,
	nudgeMark,
	placePress,
	removeMark,
	selectMark,
	type TacticsServices,
} from './tactics-desk.ts';

/** Right and up on the map. */
const ARROWS: Readonly<Record<string, readonly [right: number, up: number]>> = {
	ArrowLeft: [-1, 0],
	ArrowRight: [1, 0],
	ArrowUp: [0, 1],
	ArrowDown: [0, -1],
};
/** Of the map a press moves the crosshair, and with Alt. */
const PAN = { coarse: 1 / 24, fine: 1 / 300 } as const;
/** Pixels a press moves a mark, and with Alt. */
const NUDGE_PX = { coarse: 8, fine: 1 } as const;

/** What has a use of its own for arrows and Enter. */
const WIDGETS =
	'input, textarea, select, [contenteditable], [role="option"], [role="tab"], [role="radio"], [role="slider"], [role="menuitem"]';

/** Draws where the crosshair is: the middle of the map, caught by what is there unless `isFree`. */
export function placeAtCrosshair(services: TacticsServices, ask: AskSnap | null, isFree: boolean): void {
	const { view } = services.ui.getState();
	if (!view) return;
	const ray = lookDown([view.centre.lon, view.centre.lat], 0, view.metresPerPixel);
	const press = { hit: hitGround(ray), ray: isFree ? null : ray };
	// Seen from above a wall or a roof is its outline on the ground.
	void placePress(services, ask, press, (caught) => (readSnap(caught) ? { ...caught, heightM: 0 } : null));
}

/** Enter where the last point was put ends the shape. */
function isAtLastPoint({ tactics, ui }: TacticsServices): boolean {
	const last = tactics.getState().points.at(-1);
	const { view } = ui.getState();
	if (!last || !view) return false;
	const nearDeg = (view.metresPerPixel * 14) / 111_000;
	return Math.abs(last[0] - view.centre.lon) < nearDeg && Math.abs(last[1] - view.centre.lat) < nearDeg;
}

/**
 * Keys of the open tool. In hand: arrows move the crosshair, Enter draws there, Shift+Enter ends, Backspace takes a point back. Selected:
 * arrows move the mark, Delete takes it away. Esc lets go, and loses nothing. Comes before the page's own keys.
 */
export function useTacticsKeys(ask: AskSnap | null): void {
	const services = useServices();
	const sketch = useSketch();
	useEffect(() => {
		const { tactics, ui } = services;
		const run = (event: KeyboardEvent): boolean => {
			const { key, altKey, shiftKey, ctrlKey, metaKey } = event;
			const target = event.target instanceof Element ? event.target : null;
			if (target?.closest('dialog')) return false;
			const { placing, points, selectedId } = tactics.getState();
			if (key === 'Escape') {
				if (placing) leaveSymbol(services);
				else if (selectedId !== null) selectMark(services, null);
				else return false;
				return true;
			}
			const isWidget = target?.closest(WIDGETS) != null;
			const isDrawn = placing !== null && ['line', 'area'].includes(findSymbol(placing.symbol)?.kind ?? '');
			if ((ctrlKey || metaKey) && key.toLowerCase() === 'z' && isDrawn && points.length > 0 && !isWidget) {
				tactics.setState((state) => stepPoints(state, { type: shiftKey ? 'redo' : 'undo' }));
				return true;
			}
			if (ctrlKey || metaKey) return false;
			// Its row takes the vertex away.
			if (key === 'Delete' && target?.closest('[data-vertex]')) return false;
			const isOption = target?.closest('[data-mark]') != null;
			if (key === 'Delete' && selectedId !== null && (!isWidget || isOption)) {
				removeMark(services, selectedId);
				return true;
			}
			if (isWidget) return false;
			const arrow = ARROWS[key];
			if (arrow && !shiftKey) return move(arrow, altKey, placing !== null, selectedId);
			if (!placing) return false;
			if (key === 'Backspace' && isDrawn) {
				tactics.setState((state) => stepPoints(state, { type: 'undo' }));
				return true;
			}
			if (key !== 'Enter' || target?.closest('button, a, summary')) return false;
			if (isDrawn && (shiftKey || isAtLastPoint(services))) finishShape(services);
			else placeAtCrosshair(services, ask, altKey);
			return true;
		};
		const move = ([right, up]: readonly [number, number], isFine: boolean, isPlacing: boolean, id: string | null) => {
			if (isPlacing) {
				const share = isFine ? PAN.fine : PAN.coarse;
				ui.setState({ request: { kind: 'pan', right: right * share, up: up * share } });
				return true;
			}
			if (id === null) return false;
			const px = isFine ? NUDGE_PX.fine : NUDGE_PX.coarse;
			nudgeMark(services, id, right * px, up * px);
			return true;
		};
		const onKeyDown = (event: KeyboardEvent) => {
			if (!event.defaultPrevented && run(event)) event.preventDefault();
		};
		addEventListener('keydown', onKeyDown, { capture: true });
		return () => removeEventListener('keydown', onKeyDown, { capture: true });
	}, [services, ask]);

	useEffect(() => {
		const { ui } = services;
		ui.setState({
			undoing: sketch && {
				undo: () => {
					const { canUndo } = sketch.marks.getState();
					sketch.undo();
					return canUndo;
				},
				redo: () => {
					const { canRedo } = sketch.marks.getState();
					sketch.redo();
					return canRedo;
				},
			},
		});
		return () => ui.setState({ undoing: null });
	}, [services, sketch]);
}
