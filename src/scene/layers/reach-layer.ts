import type { Point3 } from '../engine/prism-edges.ts';
import { paintBand, paintWall, type WallPaint } from '../engine/wall-paint.ts';
import { BAND_PAINT, REACH_PAINT } from '../style/facade-paint.ts';
import type { LineStyle } from '../style/line-material.ts';
import { SCENE_PALETTES, type ScenePalette } from '../style/scene-theme.ts';
import type { KeepClear, MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines } from './line-batch.ts';
import { drawPaint } from './paint-batch.ts';
import type { PictureFireBand, PictureReach, TacticsPicture } from './tactics-picture.ts';

/** What is painted on the target's walls. */
export interface ReachProps extends ThemedProps {
	/** null = no target: nothing is drawn. */
	readonly target: TacticsPicture['target'];
	readonly reach: readonly PictureReach[];
	readonly fireBand: PictureFireBand | null;
}

/** Order of survival, see alarm-labels.ts. */
const FLOOR_RANK = 10;

/** Where the label of the burning floor may stand: beside the corners of its band. */
function findFloorAnchors(band: WallPaint): Point3[] {
	return band.quads.map(([{ at: low }, , , { at: high }]) => [low[0], low[1], (low[2] + high[2]) / 2]);
}

function listFloorLabels({ label }: PictureFireBand, band: WallPaint): MapLabel[] {
	if (!label) return [];
	const anchors = findFloorAnchors(band);
	return [{ id: 'fire-floor', text: label, disc: null, rank: FLOOR_RANK, anchors, gapPx: 8, maximumRangeM: 1_800 }];
}

function listBandWalls(band: WallPaint | null): KeepClear[] {
	return band?.quads.map(([a, b, c, d]) => [a.at, b.at, c.at, d.at] as const) ?? [];
}

/** One piece from the first to the last column of a painted wall, from its lowest to its highest place. */
function listReachWalls({ quads }: WallPaint): KeepClear[] {
	const [first, last] = [quads[0]?.[0].at, quads.at(-1)?.[1].at];
	if (!first || !last) return [];
	const levels = quads.flat().map(({ at }) => at[2]);
	const [lowM, highM] = [Math.min(...levels), Math.max(...levels)];
	const stand = ([lon, lat]: Point3, levelM: number): Point3 => [lon, lat, levelM];
	return [[stand(first, lowM), stand(last, lowM), stand(last, highM), stand(first, highM)]];
}

function paintReach(reach: readonly PictureReach[], footM: number): WallPaint[] {
	return reach.map(({ line, lowM, highM }) => paintWall(line, lowM, highM, footM));
}

function drawBand(scene: MapContext['scene'], palette: ScenePalette, band: WallPaint): (() => void)[] {
	const edge: LineStyle = {
		colour: palette.routeCasing,
		widthPx: BAND_PAINT.edgePx,
		casingColour: palette.routeCasing,
		casingPx: 0,
		dashPx: null,
		hiddenAlpha: 0,
	};
	return [
		drawPaint(scene, { colour: palette.danger, alpha: BAND_PAINT.alpha, hatch: null }, [band]),
		drawLines(scene, [{ style: edge, lines: band.outlines }]),
	];
}

function drawWalls({ target, reach, fireBand, theme }: ReachProps, { scene, ground, labels }: MapContext): () => void {
	if (!target) return () => {};
	const footM = ground.footOf(target.polygons);
	const palette = SCENE_PALETTES[theme];
	const painted = paintReach(reach, footM);
	const band = fireBand ? paintBand(target.polygons, fireBand.fromM, fireBand.toM, footM) : null;
	const outline: LineStyle = {
		colour: palette.reach,
		widthPx: REACH_PAINT.outlinePx,
		casingColour: palette.routeCasing,
		casingPx: 1,
		dashPx: null,
		hiddenAlpha: 0,
	};
	if (fireBand && band) labels.setLabels('reach', listFloorLabels(fireBand, band), theme);
	labels.keepClear([...listBandWalls(band), ...painted.flatMap(listReachWalls)]);
	const hatch = { colour: palette.reachHatch, alpha: REACH_PAINT.hatchAlpha };
	const undo = [
		drawPaint(scene, { colour: palette.reach, alpha: REACH_PAINT.alpha, hatch }, painted),
		drawLines(scene, [{ style: outline, lines: painted.flatMap(({ outlines }) => outlines) }]),
		...(band ? drawBand(scene, palette, band) : []),
	];
	return () => {
		for (const step of undo) step();
		labels.setLabels('reach', [], theme);
		labels.keepClear([]);
	};
}

/** Paints on the target's facades what an aerial reaches of them, and the floor that burns. */
export function createReachLayer(map: MapContext, props: ReachProps): Layer<ReachProps> {
	let erase = drawWalls(props, map);
	return {
		update(next) {
			erase();
			erase = drawWalls(next, map);
		},
		destroy: () => erase(),
	};
}
