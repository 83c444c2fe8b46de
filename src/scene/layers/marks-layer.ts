import {
	type Billboard,
	type BillboardCollection,
	Cartesian3,
	DistanceDisplayCondition,
	Matrix4,
	type Scene,
	Transforms,
} from 'cesium';
import type { Position } from '../../domain/geo/lon-lat.ts';
import { findMarkAnchor } from '../../domain/tactics/edit-geometry.ts';
import type { MapGround } from '../engine/map-ground.ts';
import { drawMarkArea, drawMarkLine, drawTruck, type MarkLines } from '../engine/mark-lines.ts';
import type { Point3 } from '../engine/prism-edges.ts';
import type { LineStyle } from '../style/line-material.ts';
import { SCENE_PALETTES, type SceneTheme } from '../style/scene-theme.ts';
import { drawGlyph, inkOf } from '../style/tactical-marks.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import type { PictureMark } from './marks-picture.ts';
import { addPointSymbol, createOrderedCollection, type PickId } from './point-symbols.ts';

/** Tactical marks on the map. */
export interface MarksProps extends ThemedProps {
	readonly marks: readonly PictureMark[];
}

/** Above the ground, and thinner lines over their own. */
const LEVEL_M = 0.7;
const SYMBOL_PX = 32;
/** Nearer than this a vehicle is its outline to scale with its letters; farther away an arrow. */
const TRUCK_NEAR_M = 420;
/** Order of survival, see alarm-labels.ts. */
const RANK = 56;
const LABEL_RANGE_M = 2_500;
const OPTIONS = {
	alwaysSeen: true,
	shrink: { fullM: 4_000, smallM: 30_000, smallest: 0.4 },
	standsOn: 'middle',
} as const;

/** Lines of a mark by the ground they lie on, or at the height of its floor. */
function drape(line: readonly Position[], levelM: number, ground: MapGround): Point3[] {
	return ground.drape(line, levelM + LEVEL_M);
}

/** The lines a mark is drawn with; a point has none. */
export function listMarkLines(mark: Pick<PictureMark, 'geometry' | 'drawing' | 'headingDeg' | 'truck'>): MarkLines {
	const { geometry, drawing, truck, headingDeg } = mark;
	if (geometry.type === 'LineString' && drawing.line) return drawMarkLine(geometry.coordinates, drawing.line);
	if (geometry.type === 'Polygon' && drawing.area) return drawMarkArea(geometry.coordinates, drawing.area);
	if (geometry.type === 'Point' && truck) return drawTruck(geometry.coordinates, headingDeg ?? 0, truck);
	return { main: [], fine: [] };
}

/** The styles of a mark's main and fine lines. */
export function styleMark(
	{ symbol, drawing }: Pick<PictureMark, 'symbol' | 'drawing'>,
	theme: SceneTheme,
	alpha: number,
): { readonly main: LineStyle; readonly fine: LineStyle } {
	const palette = SCENE_PALETTES[theme];
	const look = drawing.line ?? drawing.area ?? { widthPx: 2.5, dashPx: null };
	const main: LineStyle = {
		colour: inkOf(symbol.tone, palette),
		widthPx: look.widthPx,
		casingColour: palette.routeCasing,
		casingPx: 1.5,
		dashPx: look.dashPx,
		hiddenAlpha: 0.42 * alpha,
		alpha,
	};
	const isHatch = drawing.area !== null;
	return { main, fine: { ...main, dashPx: null, widthPx: isHatch ? 1.4 : 2.2, casingPx: isHatch ? 0 : 1.2 } };
}

interface Batch {
	readonly key: string;
	readonly style: LineStyle;
	readonly marks: PictureMark[];
	readonly lines: (readonly Position[])[];
	readonly levelsM: number[];
	readonly pickIds: PickId[];
}

/** Lines of all marks, those of one look together. */
function listBatches(marks: readonly PictureMark[], theme: SceneTheme): Batch[] {
	const batches = new Map<string, Batch>();
	for (const mark of marks) {
		const lines = listMarkLines(mark);
		const styles = styleMark(mark, theme, mark.alpha);
		for (const part of ['main', 'fine'] as const) {
			if (lines[part].length === 0) continue;
			const style = styles[part];
			const key = JSON.stringify(style);
			const batch = batches.get(key) ?? { key, style, marks: [], lines: [], levelsM: [], pickIds: [] };
			batches.set(key, batch);
			batch.marks.push(mark);
			for (const line of lines[part]) {
				batch.lines.push(line);
				batch.levelsM.push(mark.levelM);
				batch.pickIds.push({ layer: 'mark', id: mark.id });
			}
		}
	}
	return [...batches.values()];
}

function isSameList(a: readonly PictureMark[], b: readonly PictureMark[]): boolean {
	return a.length === b.length && a.every((mark, index) => mark === b[index]);
}

const frame = new Matrix4();

/** The direction of a heading at a place, for a billboard that lies along it. */
function findForward(position: Cartesian3, headingDeg: number): Cartesian3 {
	Transforms.eastNorthUpToFixedFrame(position, undefined, frame);
	const heading = (headingDeg * Math.PI) / 180;
	return Matrix4.multiplyByPointAsVector(
		frame,
		new Cartesian3(Math.sin(heading), Math.cos(heading), 0),
		new Cartesian3(),
	);
}

/** Symbols of one point mark: its body, turned where it has a front, and its letters upright. */
function addSymbols(
	collection: BillboardCollection,
	mark: PictureMark,
	theme: SceneTheme,
	{ ground, pixelRatio }: Pick<MapContext, 'ground' | 'pixelRatio'>,
): Billboard[] {
	const { geometry, drawing, symbol, headingDeg, levelM, alpha, truck } = mark;
	const { glyph } = drawing;
	if (geometry.type !== 'Point' || !glyph) return [];
	const [lon, lat] = geometry.coordinates;
	const base = {
		at: { lon, lat },
		heightM: ground.heightAt(lon, lat) + levelM + LEVEL_M,
		pickId: { layer: 'mark', id: mark.id } as const,
	};
	const look = { tone: symbol.tone, theme, sizePx: SYMBOL_PX, pixelRatio };
	const options = { ...OPTIONS, pixelRatio, alpha };
	if (!symbol.turns) return [addPointSymbol(collection, { ...base, image: drawGlyph(glyph, look) }, options)];
	const body = addPointSymbol(collection, { ...base, image: drawGlyph(glyph, { ...look, part: 'body' }) }, options);
	body.alignedAxis = findForward(body.position, headingDeg ?? 0);
	if (truck) body.distanceDisplayCondition = new DistanceDisplayCondition(TRUCK_NEAR_M, Number.POSITIVE_INFINITY);
	const added = [body];
	if (glyph.letters === '') return added;
	const letters = { ...base, image: drawGlyph(glyph, { ...look, part: 'letters' }) };
	const upright = addPointSymbol(collection, letters, options);
	added.push(upright);
	if (!truck) return added;
	upright.distanceDisplayCondition = new DistanceDisplayCondition(TRUCK_NEAR_M, Number.POSITIVE_INFINITY);
	const plate = { ...base, image: drawGlyph(plateOf(glyph.letters), { ...look, sizePx: 26 }) };
	const near = addPointSymbol(collection, plate, options);
	near.distanceDisplayCondition = new DistanceDisplayCondition(0, TRUCK_NEAR_M);
	return [...added, near];
}

/** Letters of a vehicle on a plate that does not turn, over its outline to scale. */
function plateOf(letters: string) {
	return {
		body: 'M5 8h22a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3h-22a3 3 0 0 1-3-3v-10a3 3 0 0 1 3-3z',
		isSolid: true,
		parts: [],
		letters,
	};
}

function listLabels(marks: readonly PictureMark[], ground: MapGround): MapLabel[] {
	return marks.flatMap(({ id, label, geometry, levelM, alpha }): MapLabel[] => {
		if (!label) return [];
		const [lon, lat] = findMarkAnchor(geometry);
		return [
			{
				id: `mark-${id}`,
				text: label,
				disc: null,
				rank: RANK + (alpha < 1 ? 3 : 0),
				anchors: [[lon, lat, ground.heightAt(lon, lat) + levelM + LEVEL_M]],
				gapPx: SYMBOL_PX / 2,
				maximumRangeM: LABEL_RANGE_M,
			},
		];
	});
}

/**
 * Draws tactical marks: symbols of one size on screen, lines and areas on the ground, vehicles to scale with their outriggers. Only what
 * has changed is drawn anew. The same from above and in perspective.
 */
export function createMarksLayer(map: MapContext, props: MarksProps): Layer<MarksProps> {
	const { scene, ground, labels } = map;
	const batches = new Map<string, { readonly marks: readonly PictureMark[]; readonly erase: () => void }>();
	const symbols = new Map<string, { readonly mark: PictureMark; readonly billboards: readonly Billboard[] }>();
	const collection = createOrderedCollection(scene);
	scene.primitives.add(collection);
	let current: MarksProps = { marks: [], theme: props.theme };

	const drawBatches = ({ marks, theme }: MarksProps) => {
		const next = listBatches(marks, theme);
		const kept = new Set(next.map(({ key }) => key));
		for (const [key, { erase }] of batches) {
			if (kept.has(key)) continue;
			erase();
			batches.delete(key);
		}
		for (const { key, style, marks: own, lines, levelsM, pickIds } of next) {
			const before = batches.get(key);
			if (before && isSameList(before.marks, own)) continue;
			before?.erase();
			const draped = lines.map((line, index) => drape(line, levelsM[index] ?? 0, ground));
			const group: LineGroup = { style, lines: draped, pickIds };
			batches.set(key, { marks: own, erase: drawLines(scene, [group]) });
		}
	};
	const drawSymbols = ({ marks, theme }: MarksProps) => {
		const isOtherTheme = theme !== current.theme;
		const present = new Map(marks.map((mark) => [mark.id, mark]));
		for (const [id, { mark, billboards }] of symbols) {
			if (!isOtherTheme && present.get(id) === mark) continue;
			for (const billboard of billboards) collection.remove(billboard);
			symbols.delete(id);
		}
		for (const mark of marks) {
			if (symbols.has(mark.id)) continue;
			symbols.set(mark.id, { mark, billboards: addSymbols(collection, mark, theme, map) });
		}
	};
	const draw = (next: MarksProps) => {
		drawBatches(next);
		drawSymbols(next);
		labels.setLabels('marks', listLabels(next.marks, ground), next.theme);
		current = next;
		scene.requestRender();
	};
	draw(props);
	return {
		update: draw,
		destroy() {
			for (const { erase } of batches.values()) erase();
			removeCollection(scene, collection);
			labels.setLabels('marks', [], current.theme);
		},
	};
}

function removeCollection(scene: Scene, collection: BillboardCollection): void {
	if (!scene.isDestroyed()) scene.primitives.remove(collection);
}
