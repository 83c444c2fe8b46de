import type { Position } from '../../domain/geo/lon-lat.ts';
import { watchDrawing } from '../engine/watch-drawing.ts';
import type { LineStyle } from '../style/line-material.ts';
import { drawHandle } from '../style/road-signs.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import { drawPointSymbols } from './point-symbols.ts';

/** A shape that is being drawn, and what it would do. */
export interface Draft {
	readonly kind: 'line' | 'area';
	readonly points: readonly Position[];
	/** Ended: no more points are taken. */
	readonly isDone: boolean;
	/** Stretches of road that it would close. */
	readonly roads: readonly (readonly Position[])[];
}

/** The shape being drawn on the map. */
export interface DraftProps extends ThemedProps {
	/** null = nothing is drawn. */
	readonly draft: Draft | null;
	readonly onPoint: (at: Position) => void;
	readonly onFinish: () => void;
}

const LEVEL_M = 1;
const HANDLE_PX = 14;

/** Draws a shape while it is made, with a line to the pointer, and takes its clicks. */
export function createDraftLayer(map: MapContext, props: DraftProps): Layer<DraftProps> {
	const { scene, ground, pixelRatio } = map;
	let current = props;
	let hover: Position | null = null;
	let erase: (() => void)[] = [];
	let eraseHover: () => void = () => {};
	let stopWatching: (() => void) | null = null;

	const style = (change: Partial<LineStyle>): LineStyle => {
		const palette = SCENE_PALETTES[current.theme];
		return {
			colour: palette.accent,
			widthPx: 3,
			casingColour: palette.routeCasing,
			casingPx: 1.5,
			dashPx: null,
			hiddenAlpha: 0.5,
			...change,
		};
	};
	const flat = (line: readonly Position[]) => ground.drape(line, LEVEL_M);
	const drawHover = () => {
		eraseHover();
		eraseHover = () => {};
		const { draft } = current;
		const last = draft?.points.at(-1);
		if (!draft || draft.isDone || !hover || !last) return;
		const first = draft.points[0] as Position;
		const line = draft.kind === 'area' && draft.points.length > 1 ? [last, hover, first] : [last, hover];
		eraseHover = drawLines(scene, [{ style: style({ widthPx: 2, dashPx: [6, 5] }), lines: [flat(line)] }]);
	};
	const draw = () => {
		for (const undo of erase) undo();
		erase = [];
		const { draft, theme } = current;
		if (draft) {
			const palette = SCENE_PALETTES[theme];
			const first = draft.points[0];
			const isClosed = draft.kind === 'area' && draft.isDone && first;
			const outline = isClosed ? [...draft.points, first] : draft.points;
			const groups: LineGroup[] = [
				{
					style: style({ colour: palette.attention, widthPx: 6, dashPx: [9, 7] }),
					lines: draft.roads.filter((line) => line.length > 1).map(flat),
				},
				{ style: style({}), lines: outline.length > 1 ? [flat(outline)] : [] },
			];
			const handles = draft.points.map(([lon, lat], index) => ({
				at: { lon, lat },
				heightM: ground.heightAt(lon, lat) + LEVEL_M,
				image: drawHandle(index === draft.points.length - 1, theme, HANDLE_PX, pixelRatio),
				pickId: null,
			}));
			erase = [
				drawLines(scene, groups),
				drawPointSymbols(scene, handles, { alwaysSeen: true, shrink: null, standsOn: 'middle', pixelRatio }),
			];
		}
		drawHover();
	};
	const watch = () => {
		const shouldWatch = current.draft !== null && !current.draft.isDone;
		if (shouldWatch === (stopWatching !== null)) return;
		stopWatching?.();
		stopWatching = shouldWatch
			? watchDrawing(scene, ground, {
					onPoint: (at) => current.onPoint(at),
					onFinish: () => current.onFinish(),
					onHover(at) {
						hover = at;
						drawHover();
					},
				})
			: null;
		if (!shouldWatch) hover = null;
	};
	draw();
	watch();

	return {
		update(next) {
			current = next;
			watch();
			draw();
		},
		destroy() {
			stopWatching?.();
			eraseHover();
			for (const undo of erase) undo();
		},
	};
}
