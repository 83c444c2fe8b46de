import { bearingDeg, distanceM } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';
import { outlineSector } from '../engine/ground-sector.ts';
import { findAnchor, type Point3 } from '../engine/prism-edges.ts';
import { moveCorners, shapeSpot } from '../engine/spot-shape.ts';
import { paintWall } from '../engine/wall-paint.ts';
import { type Grip, watchGrips } from '../engine/watch-grips.ts';
import type { LineStyle } from '../style/line-material.ts';
import { SCENE_PALETTES, type SceneTheme } from '../style/scene-theme.ts';
import { drawSpotLetters, drawTurnHandle, drawUnusableSpot } from '../style/tactics-symbols.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import { drawPointSymbols, type PointSymbol } from './point-symbols.ts';
import type { PictureReach, PictureSpot, SpotMove, TacticsPicture } from './tactics-picture.ts';

/** Places for aerials on the map. */
export interface SpotsProps extends ThemedProps {
	readonly target: TacticsPicture['target'];
	readonly reach: readonly PictureReach[];
	readonly spots: readonly PictureSpot[];
	/** The user has dragged or turned a movable one; told once, when it is let go. */
	readonly onMove: (move: SpotMove) => void;
}

const LEVEL_M = 0.45;
/** Where a boom begins, metres above the ground. */
const TURNTABLE_M = 2.2;
/** A boom ends this far before the wall that it is drawn to, share of its length. */
const BOOM_SHARE = 0.995;
const LETTERS_PX = 30;
const CROSS_PX = 16;
const HANDLE_PX = 26;
/** Spots that are not shown and crosses are only clutter from farther away. */
const DETAIL_RANGE_M = 1_500;
const LETTERS_RANGE_M = 3_000;
/** Order of survival, see alarm-labels.ts: after the burning floor. */
const RANK = 15;
const LABEL_RANGE_M = 2_500;

interface SpotGrip extends Grip {
	readonly spot: PictureSpot;
	readonly turns: boolean;
}

function createStyle(theme: SceneTheme): (change: Partial<LineStyle>) => LineStyle {
	const palette = SCENE_PALETTES[theme];
	return (change) => ({
		colour: palette.reach,
		widthPx: 2.5,
		casingColour: palette.routeCasing,
		casingPx: 1.2,
		dashPx: null,
		hiddenAlpha: 0.2,
		...change,
	});
}

/** Rectangle, outriggers and front of one spot. */
function listShapeGroups(spot: PictureSpot, theme: SceneTheme, { ground }: MapContext): LineGroup[] {
	const shape = shapeSpot(spot, spot.corners, spot.headingDeg);
	if (!shape) return [];
	const style = createStyle(theme);
	const flat = (line: readonly Position[]) => ground.drape(line, LEVEL_M);
	const isUsable = spot.verdict === 'usable';
	const outline = style({ widthPx: spot.isShown ? 2.5 : 1.8, dashPx: isUsable ? [7, 4] : null });
	return [
		{ style: outline, lines: [flat(shape.outline)], pickId: { layer: 'spot', id: spot.id } },
		...(spot.isShown ? [{ style: style({}), lines: [...shape.jacks, shape.nose].map(flat) }] : []),
	];
}

/** Sector on the ground and boom of a spot whose reach is painted. */
function listReachGroups(spot: PictureSpot, { target, reach, theme }: SpotsProps, { ground }: MapContext): LineGroup[] {
	if (!spot.isShown || !target) return [];
	const style = createStyle(theme);
	const footM = ground.footOf(target.polygons);
	const painted = reach
		.filter(({ spotId }) => spotId === spot.id)
		.flatMap(({ line, lowM, highM }) => paintWall(line, lowM, highM, footM).outlines.flat());
	const sector = outlineSector(
		spot,
		spot.reachM,
		painted.map(([lon, lat]): Position => [lon, lat]),
		target.polygons.flat(),
	);
	const groups: LineGroup[] = [
		{ style: style({ widthPx: 2, dashPx: [8, 5], hiddenAlpha: 0.15 }), lines: [ground.drape(sector, LEVEL_M)] },
	];
	if (!spot.boomTo) return groups;
	const { lon, lat, heightM } = spot.boomTo;
	const baseM = ground.heightAt(spot.lon, spot.lat) + TURNTABLE_M;
	const between = (a: number, b: number) => a + (b - a) * BOOM_SHARE;
	const boom: Point3[] = [
		[spot.lon, spot.lat, baseM],
		[between(spot.lon, lon), between(spot.lat, lat), between(baseM, footM + heightM)],
	];
	return [...groups, { style: style({ widthPx: 4.5, casingPx: 1.8, hiddenAlpha: 0.2 }), lines: [boom] }];
}

function listSymbols(
	spots: readonly PictureSpot[],
	theme: SceneTheme,
	{ ground, pixelRatio }: MapContext,
): PointSymbol[] {
	return spots.flatMap((spot): PointSymbol[] => {
		const { id, lon, lat, verdict, isShown, isMovable, letters } = spot;
		const heightM = ground.heightAt(lon, lat) + 1;
		const base = { at: { lon, lat }, heightM, pickId: { layer: 'spot', id } as const, farthestM: LETTERS_RANGE_M };
		if (verdict === 'unusable' && !isMovable) {
			return [{ ...base, image: drawUnusableSpot(theme, CROSS_PX, pixelRatio), farthestM: DETAIL_RANGE_M }];
		}
		if (letters === null || !(isShown || isMovable)) return [];
		const symbols: PointSymbol[] = [{ ...base, image: drawSpotLetters(letters, theme, LETTERS_PX, pixelRatio) }];
		const handle = isMovable && shapeSpot(spot, spot.corners, spot.headingDeg)?.handle;
		if (handle) {
			symbols.push({
				at: { lon: handle[0], lat: handle[1] },
				heightM: ground.heightAt(...handle) + 1,
				image: drawTurnHandle(theme, HANDLE_PX, pixelRatio),
				pickId: { layer: 'spot', id },
				farthestM: DETAIL_RANGE_M,
			});
		}
		return symbols;
	});
}

/** Where a spot's label may stand: at the corners away from the target first, so that it leaves the facade free. */
function listLabelPlaces({ lon, lat, corners }: PictureSpot, target: SpotsProps['target']): Position[] {
	const middle = target && findAnchor(target.polygons);
	const awayM = (at: Position) =>
		middle ? distanceM({ lon: at[0], lat: at[1] }, { lon: middle[0], lat: middle[1] }) : 0;
	return [...corners.toSorted((a, b) => awayM(b) - awayM(a)), [lon, lat]];
}

function listLabels({ spots, target }: SpotsProps, { ground }: MapContext): MapLabel[] {
	return spots.flatMap((spot, order): MapLabel[] => {
		if (!spot.label) return [];
		const stand = ([lon, lat]: Position): Point3 => [lon, lat, ground.heightAt(lon, lat) + 1];
		return [
			{
				id: `spot-${spot.id}`,
				text: spot.label,
				disc: null,
				rank: RANK + Math.min(order, 4),
				anchors: listLabelPlaces(spot, target).map(stand),
				gapPx: LETTERS_PX / 2,
				maximumRangeM: LABEL_RANGE_M,
			},
		];
	});
}

function listGrips(spots: readonly PictureSpot[], { ground }: MapContext): SpotGrip[] {
	const stand = (lon: number, lat: number) => ({ at: { lon, lat }, heightM: ground.heightAt(lon, lat) + 1 });
	return spots
		.filter(({ isMovable }) => isMovable)
		.flatMap((spot): SpotGrip[] => {
			const handle = shapeSpot(spot, spot.corners, spot.headingDeg)?.handle;
			return [
				{ id: `${spot.id}-move`, spot, turns: false, ...stand(spot.lon, spot.lat) },
				...(handle ? [{ id: `${spot.id}-turn`, spot, turns: true, ...stand(...handle) }] : []),
			];
		});
}

/** Where a held spot would stand. */
function followHand({ spot, turns }: SpotGrip, [lon, lat]: Position): PictureSpot {
	const place = turns
		? { lon: spot.lon, lat: spot.lat, headingDeg: bearingDeg(spot, { lon, lat }) }
		: { lon, lat, headingDeg: spot.headingDeg };
	return { ...spot, ...place, corners: moveCorners(spot.corners, spot, place) };
}

/**
 * Draws places for aerials: rectangles to scale, hollow, as nobody stands there; of those whose reach is painted the outriggers, the
 * sector on the ground and the boom. A truck that the user has put can be dragged, and turned by the handle before it.
 */
export function createSpotsLayer(map: MapContext, props: SpotsProps): Layer<SpotsProps> {
	const { scene, camera, ground, labels, pixelRatio } = map;
	let current = props;
	let erase: (() => void)[] = [];
	let eraseHeld: () => void = () => {};
	const drawHeld = (spot: PictureSpot | null) => {
		eraseHeld();
		eraseHeld = spot ? drawLines(scene, listShapeGroups({ ...spot, isShown: true }, current.theme, map)) : () => {};
	};
	const draw = () => {
		for (const undo of erase) undo();
		drawHeld(null);
		const { spots, theme } = current;
		const shapes = spots.filter(({ verdict, isMovable }) => verdict !== 'unusable' || isMovable);
		const groups = shapes.flatMap((spot) => [
			...listReachGroups(spot, current, map),
			...listShapeGroups(spot, theme, map),
		]);
		const options = { alwaysSeen: true, shrink: null, standsOn: 'middle', pixelRatio } as const;
		erase = [
			drawLines(scene, groups),
			drawPointSymbols(scene, listSymbols(spots, theme, map), options),
			watchGrips(scene, camera, ground, listGrips(spots, map), {
				onDrag: (grip, at) => drawHeld(followHand(grip, at)),
				onDrop(grip, at) {
					drawHeld(null);
					if (!at) return;
					const { id, lon, lat, headingDeg } = followHand(grip, at);
					current.onMove({ id, lon, lat, headingDeg });
				},
			}),
		];
		labels.setLabels('spots', listLabels(current, map), theme);
	};
	draw();
	return {
		update(next) {
			current = next;
			draw();
		},
		destroy() {
			for (const undo of erase) undo();
			eraseHeld();
			labels.setLabels('spots', [], current.theme);
		},
	};
}
