import type { ClosureShape } from '../../domain/closure.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';
import { hatchPolygon } from '../engine/hatch-polygon.ts';
import type { MapGround } from '../engine/map-ground.ts';
import type { Point3 } from '../engine/prism-edges.ts';
import { measureLine, walkBack } from '../engine/walk-line.ts';
import type { LineStyle } from '../style/line-material.ts';
import { drawRoadSign } from '../style/road-signs.ts';
import { SCENE_PALETTES, type SceneTheme } from '../style/scene-theme.ts';
import type { MapLabelText } from './alarm-picture.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import { drawPointSymbols, type PointSymbol } from './point-symbols.ts';

/** A closure on the map. */
export interface PictureClosure {
	readonly id: string;
	readonly shape: ClosureShape;
	/** Stretches of road that it closes; empty while they are not known. */
	readonly roads: readonly (readonly Position[])[];
	/** 'slow': traffic goes on, slower. */
	readonly kind: 'closed' | 'slow';
	/** Not yet: fainter, dashed. */
	readonly isFuture: boolean;
	/** Reason and end. */
	readonly label: MapLabelText;
}

/** The closures on the map. */
export interface ClosuresProps extends ThemedProps {
	readonly closures: readonly PictureClosure[];
}

const LEVEL_M = 0.9;
const SIGN_PX = 32;
const HATCH_M = 12;
const FUTURE_ALPHA = 0.5;
/** Order of survival, see alarm-labels.ts. */
const RANK = 55;
const LABEL_RANGE_M = 12_000;

/** The outline of an area, or the line itself. */
function listOutlines(shape: ClosureShape): (readonly Position[])[] {
	return shape.type === 'LineString' ? [shape.coordinates] : shape.coordinates;
}

/** Where the sign of a closure stands: the middle of its line, or the middle of the longest stroke through its area. */
function findMiddle(shape: ClosureShape): Position | undefined {
	if (shape.type === 'LineString') return walkBack(shape.coordinates, measureLine(shape.coordinates) / 2);
	const strokes = hatchPolygon(shape.coordinates, HATCH_M);
	const longest = strokes.toSorted(([a, b], [c, d]) => spanOf(c, d) - spanOf(a, b))[0];
	return longest && [(longest[0][0] + longest[1][0]) / 2, (longest[0][1] + longest[1][1]) / 2];
}

function spanOf([lonA, latA]: Position, [lonB, latB]: Position): number {
	return Math.hypot(lonB - lonA, latB - latA);
}

function listGroups(
	{ shape, roads, kind, isFuture }: PictureClosure,
	theme: SceneTheme,
	ground: MapGround,
): LineGroup[] {
	const palette = SCENE_PALETTES[theme];
	const flat = (line: readonly Position[]): Point3[] => ground.drape(line, LEVEL_M);
	const outlines = listOutlines(shape).map(flat);
	const style = (change: Partial<LineStyle>): LineStyle => ({
		colour: palette.attention,
		widthPx: 4,
		casingColour: palette.routeCasing,
		casingPx: 1.5,
		dashPx: null,
		hiddenAlpha: 0.4,
		alpha: isFuture ? FUTURE_ALPHA : 1,
		...change,
	});
	// As they were shown while it was drawn.
	const groups: LineGroup[] = [
		{
			style: style({ widthPx: 6, dashPx: kind === 'slow' ? [2.5, 5] : [9, 7] }),
			lines: roads.filter((line) => line.length > 1).map(flat),
		},
	];
	if (shape.type === 'Polygon') {
		groups.push({
			style: style({ widthPx: 1.6, casingPx: 0, hiddenAlpha: 0, dashPx: kind === 'slow' ? [4, 6] : null }),
			lines: hatchPolygon(shape.coordinates, HATCH_M).map((stroke) => flat(stroke)),
		});
	}
	if (isFuture) return [...groups, { style: style({ widthPx: 3, dashPx: [8, 8] }), lines: outlines }];
	if (kind === 'slow') return [...groups, { style: style({ dashPx: [2.5, 5] }), lines: outlines }];
	// A tape of bars: the dark line shows between them.
	return [
		...groups,
		{ style: style({ colour: palette.routeCasing, widthPx: 6 }), lines: outlines },
		{ style: style({ widthPx: 6, casingPx: 0, dashPx: [9, 7] }), lines: outlines },
	];
}

/** Draws closures: the roads they close, hatched areas, lines like barrier tape, a barrier and a label with reason and end; those to come fainter. */
export function createClosuresLayer(map: MapContext, props: ClosuresProps): Layer<ClosuresProps> {
	const { scene, ground, labels, pixelRatio } = map;
	let erase: (() => void)[] = [];
	const draw = ({ closures, theme }: ClosuresProps) => {
		for (const undo of erase) undo();
		const standing = closures.flatMap((closure) => {
			const middle = findMiddle(closure.shape);
			return middle ? [{ ...closure, middle }] : [];
		});
		labels.setLabels(
			'closures',
			standing.map(
				({ id, label, middle: [lon, lat] }): MapLabel => ({
					id: `closure-${id}`,
					text: label,
					disc: null,
					rank: RANK,
					anchors: [[lon, lat, ground.heightAt(lon, lat) + 2]],
					gapPx: 20,
					maximumRangeM: LABEL_RANGE_M,
				}),
			),
			theme,
		);
		const signs = standing.map(({ id, isFuture, middle: [lon, lat] }): PointSymbol & { isFuture: boolean } => ({
			at: { lon, lat },
			heightM: ground.heightAt(lon, lat) + 2,
			image: drawRoadSign({ kind: 'closure', text: '', verdict: 'passed' }, theme, SIGN_PX, pixelRatio),
			pickId: { layer: 'closure', id },
			isFuture,
		}));
		const options = {
			alwaysSeen: true,
			shrink: { fullM: 5_000, smallM: 50_000, smallest: 0.5 },
			standsOn: 'middle',
			pixelRatio,
		} as const;
		erase = [
			drawLines(
				scene,
				closures.flatMap((closure) => listGroups(closure, theme, ground)),
			),
			drawPointSymbols(
				scene,
				signs.filter(({ isFuture }) => !isFuture),
				options,
			),
			drawPointSymbols(
				scene,
				signs.filter(({ isFuture }) => isFuture),
				{ ...options, alpha: FUTURE_ALPHA },
			),
		];
	};
	draw(props);
	return {
		update: draw,
		destroy() {
			for (const undo of erase) undo();
			labels.setLabels('closures', [], props.theme);
		},
	};
}
