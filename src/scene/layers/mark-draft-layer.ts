import type { Position } from '../../domain/geo/lon-lat.ts';
import type { AskSnap, SnapHit } from '../../domain/snap.ts';
import { shapeGeometry } from '../../domain/tactics/edit-geometry.ts';
import { hitGround } from '../engine/hit-ground.ts';
import { watchSnap } from '../engine/watch-snap.ts';
import { drawHandle } from '../style/road-signs.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import { drawSnapMark } from '../style/snap-mark.ts';
import { drawGlyph } from '../style/tactical-marks.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import { listMarkLines, styleMark } from './marks-layer.ts';
import type { MarkDraft, MarkPress } from './marks-picture.ts';
import { drawPointSymbols, type PointSymbol } from './point-symbols.ts';

/** The tactical mark being drawn. */
export interface MarkDraftProps extends ThemedProps {
	/** null = nothing is drawn. */
	readonly draft: MarkDraft | null;
	/** What a pointer is caught by; null = nothing catches now. */
	readonly ask: AskSnap | null;
	readonly onPress: (press: MarkPress) => void;
	/** A double click. */
	readonly onFinish: () => void;
}

const LEVEL_M = 1;
const HANDLE_PX = 14;
const SYMBOL_PX = 34;
const GHOST_ALPHA = 0.65;

function isCatching({ snap: { kind } }: SnapHit): boolean {
	return kind !== 'none' && kind !== 'ground';
}

/** Draws a mark while it is made: its vertices, the way to the pointer, the ghost of a symbol, and what the pointer is caught by. */
export function createMarkDraftLayer(map: MapContext, props: MarkDraftProps): Layer<MarkDraftProps> {
	const { scene, ground, pixelRatio } = map;
	let current = props;
	let hover: SnapHit | null = null;
	let isFree = false;
	let erase: (() => void)[] = [];
	let eraseHover: (() => void)[] = [];
	let stopWatching: (() => void) | null = null;

	const options = { alwaysSeen: true, shrink: null, standsOn: 'middle', pixelRatio } as const;
	const askOrGround: AskSnap = async (ray, signal) => {
		if (!current.ask || isFree) return hitGround(ray);
		// Where the city cannot be read now one draws on the ground.
		return current.ask(ray, signal).catch(() => hitGround(ray));
	};

	const listPreview = (draft: MarkDraft, at: Position): LineGroup[] => {
		const { symbol, drawing, points } = draft;
		const isPoint = symbol.kind === 'point' || symbol.kind === 'vehicle';
		const least = symbol.kind === 'area' ? 3 : 2;
		const vertices = [...points, at];
		const { main, fine } = styleMark(draft, current.theme, GHOST_ALPHA);
		const flat = (line: readonly Position[]) => ground.drape(line, LEVEL_M);
		if (!isPoint && vertices.length < least) {
			const lines = vertices.length > 1 ? [flat(vertices)] : [];
			return [{ style: { ...main, dashPx: [6, 5] }, lines }];
		}
		const type = isPoint ? 'Point' : symbol.kind === 'area' ? 'Polygon' : 'LineString';
		const geometry = shapeGeometry(type, isPoint ? [at] : vertices);
		const lines = listMarkLines({ geometry, drawing, headingDeg: draft.headingDeg, truck: draft.truck });
		return [
			{ style: main, lines: lines.main.map(flat) },
			{ style: fine, lines: lines.fine.map(flat) },
		];
	};
	const drawHover = () => {
		for (const undo of eraseHover) undo();
		eraseHover = [];
		const { draft, theme } = current;
		if (!draft?.isOpen || !hover) return;
		const at: Position = [hover.lon, hover.lat];
		const { glyph } = draft.drawing;
		const symbols: PointSymbol[] = [];
		const place = { at: { lon: hover.lon, lat: hover.lat }, heightM: hover.groundM + hover.heightM + LEVEL_M };
		const look = { tone: draft.symbol.tone, theme, sizePx: SYMBOL_PX, pixelRatio };
		if (glyph) symbols.push({ ...place, image: drawGlyph(glyph, look), pickId: null });
		const isCaught = isCatching(hover);
		eraseHover = [
			drawLines(scene, listPreview(draft, at)),
			drawPointSymbols(scene, symbols, { ...options, alpha: GHOST_ALPHA }),
			drawPointSymbols(
				scene,
				isCaught ? [{ ...place, image: drawSnapMark(hover.snap.kind, theme, pixelRatio), pickId: null }] : [],
				options,
			),
		];
	};
	const draw = () => {
		for (const undo of erase) undo();
		erase = [];
		const { draft, theme } = current;
		if (draft && draft.points.length > 0) {
			const palette = SCENE_PALETTES[theme];
			const { main } = styleMark(draft, theme, 1);
			const lines = draft.points.length > 1 ? [ground.drape(draft.points, LEVEL_M)] : [];
			const handles = draft.points.map(
				([lon, lat], index): PointSymbol => ({
					at: { lon, lat },
					heightM: ground.heightAt(lon, lat) + LEVEL_M,
					image: drawHandle(index === draft.points.length - 1, theme, HANDLE_PX, pixelRatio),
					pickId: null,
				}),
			);
			erase = [
				drawLines(scene, [{ style: { ...main, casingColour: palette.routeCasing }, lines }]),
				drawPointSymbols(scene, handles, options),
			];
		}
		drawHover();
	};
	const watch = () => {
		const shouldWatch = current.draft?.isOpen === true;
		if (shouldWatch === (stopWatching !== null)) return;
		stopWatching?.();
		stopWatching = shouldWatch
			? watchSnap(scene, ground, askOrGround, {
					onPress(ray, known) {
						const isCaught = known !== null && isCatching(known);
						current.onPress({
							hit: isFree || !isCaught ? hitGround(ray) : known,
							ray: isFree || isCaught ? null : ray,
						});
					},
					onFinish: () => current.onFinish(),
					onHover(hit) {
						hover = hit;
						drawHover();
					},
				})
			: null;
		if (!shouldWatch) hover = null;
	};
	const readAlt = ({ altKey }: PointerEvent) => {
		isFree = altKey;
	};
	scene.canvas.addEventListener('pointermove', readAlt);
	scene.canvas.addEventListener('pointerdown', readAlt);
	draw();
	watch();
	return {
		update(next) {
			current = next;
			watch();
			draw();
		},
		destroy() {
			scene.canvas.removeEventListener('pointermove', readAlt);
			scene.canvas.removeEventListener('pointerdown', readAlt);
			stopWatching?.();
			for (const undo of [...erase, ...eraseHover]) undo();
		},
	};
}
