import type { Position } from '../../domain/geo/lon-lat.ts';
import type { MapGround } from '../engine/map-ground.ts';
import type { Point3 } from '../engine/prism-edges.ts';
import { cutShared, spreadLines } from '../engine/spread-lines.ts';
import { measureLine, walkBack } from '../engine/walk-line.ts';
import { watchHover } from '../engine/watch-hover.ts';
import { findRouteLook, type LineStyle } from '../style/line-material.ts';
import { drawPlaceMark, drawRoadSign, drawStrike } from '../style/road-signs.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import { drawRouteDisc } from '../style/symbols.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import { drawPointSymbols, type PointSymbol } from './point-symbols.ts';
import type { PictureRefusal, PictureSign, PictureWay, RoutePicture } from './route-picture.ts';

/** The ways on the map. */
export interface RoutesProps extends ThemedProps {
	readonly picture: RoutePicture | null;
}

const LEVEL_M = 0.6;
const DISC_PX = 22;
const SIGN_PX = 30;
const SIGN_LEVEL_M = 2;
const STRIKE_PX = 13;
const PLACE_PX = 34;
/** Lines side by side on a shared road: from middle to middle, CSS pixels. */
const GAP_PX = 8;
/** A way's first disc stands so far before its end, the others so far apart; those of another way between them. */
const DISC_FIRST_M = 90;
const DISC_STAGGER_M = 45;
const DISC_STEP_M = 900;
const MOST_DISCS = 12;
/** From farther away the discs along a way would stand on one another; those at its ends stay. */
const DISC_RANGE_M = 5_000;
const STRIKE_STEP_M = 40;
const MOST_STRIKES = 24;
/** Where a way's label may stand, metres before its end, best first. */
const LABEL_AT_M = [160, 240, 110, 340, 460, 70, 620, 900, 1_300, 2_000, 3_500];
/** Order of survival, see alarm-labels.ts: a refusal says more than a faulty hydrant. */
const RANKS = { hover: -1, route: 50, refusal: 57 } as const;

/** The line on the ground with its offsets, which hold on the way between two points too. */
function drape(ground: MapGround, line: readonly Position[], offsetsPx: readonly number[]) {
	const points: Point3[] = [];
	const offsets: number[] = [];
	for (let index = 0; index + 1 < line.length; index += 1) {
		const part = ground.drape([line[index] as Position, line[index + 1] as Position], LEVEL_M);
		const [from = 0, to = 0] = [offsetsPx[index], offsetsPx[index + 1]];
		for (const [place, point] of part.entries()) {
			if (place === 0 && index > 0) continue;
			points.push(point);
			offsets.push(from + ((to - from) * place) / (part.length - 1));
		}
	}
	return { points, offsets };
}

function listLineGroups({ ways, refusals, turns }: RoutePicture, theme: RoutesProps['theme'], ground: MapGround) {
	const palette = SCENE_PALETTES[theme];
	const style = (change: Partial<LineStyle>): LineStyle => ({
		colour: palette.route,
		widthPx: 2,
		casingColour: palette.routeCasing,
		casingPx: 2,
		dashPx: null,
		hiddenAlpha: 0.36,
		...change,
	});
	const flat = (line: readonly Position[]) => ground.drape(line, LEVEL_M);
	const groups: LineGroup[] = [
		{
			style: style({ colour: palette.textQuiet, widthPx: 2, casingPx: 1.5, dashPx: [9, 6] }),
			lines: refusals.flatMap((refusal) => cutRefusal(refusal, ways)).map(flat),
		},
	];
	const offsets = spreadLines(
		ways.map(({ geometry }) => geometry),
		GAP_PX,
	);
	// The first is drawn last: it lies over the others where they cross.
	for (const [index, way] of [...ways.entries()].reverse()) {
		const own = offsets[index] ?? [];
		const draped = drape(ground, way.geometry, own);
		const spreadPx = Math.max(0, ...own.map(Math.abs));
		groups.push({
			style: style({ ...findRouteLook(way.number), spreadPx }),
			lines: [draped.points],
			offsetsPx: [draped.offsets],
		});
	}
	groups.push({
		style: style({ widthPx: 2.5, dashPx: [2.5, 5], casingPx: 1.5 }),
		lines: ways.filter(({ walk }) => walk.length > 1).map(({ walk }) => flat(walk)),
	});
	groups.push({
		style: style({ colour: palette.attention, widthPx: 2, casingPx: 1.5, dashPx: [5, 4] }),
		lines: turns.flatMap(({ roads }) => roads.filter((road) => road.length > 1).map(flat)),
	});
	groups.push({
		style: style({ colour: palette.attention, widthPx: 4, casingPx: 2 }),
		lines: turns.filter(({ bend }) => bend.length > 1).map(({ bend }) => flat(bend)),
	});
	return groups;
}

/** What of a refused way is not on a way that is drawn: the rest says nothing new. */
function cutRefusal({ geometry }: PictureRefusal, ways: readonly PictureWay[]): (readonly Position[])[] {
	return cutShared(
		geometry,
		ways.map((way) => way.geometry),
	);
}

/** Discs of a way: at its start, near its end, and along it, where those of the other ways do not stand. */
function placeDiscs({ geometry }: PictureWay, order: number, count: number): Position[] {
	const total = measureLine(geometry);
	const step = Math.max(DISC_STEP_M, total / MOST_DISCS);
	const first = DISC_FIRST_M + order * DISC_STAGGER_M;
	const along = [first];
	for (let at = step * (0.6 + order / count); at < total - 200; at += step) if (at > first + 300) along.push(at);
	const places = along.map((at) => walkBack(geometry, at)).filter((at) => at !== undefined);
	return geometry[0] ? [geometry[0], ...places] : places;
}

function listSymbols(picture: RoutePicture, theme: RoutesProps['theme'], { ground, pixelRatio }: MapContext) {
	const { ways, refusals } = picture;
	const at = ([lon, lat]: Position) => ({ at: { lon, lat }, heightM: ground.heightAt(lon, lat) + 1 });
	const discs = ways.flatMap((way, order): PointSymbol[] =>
		placeDiscs(way, order, ways.length).map((place, index) => ({
			...at(place),
			...(index > 1 ? { farthestM: DISC_RANGE_M } : {}),
			image: drawRouteDisc(way.number, theme, DISC_PX, pixelRatio),
			pickId: { layer: 'way', id: way.id },
		})),
	);
	const strikes = refusals.flatMap((refusal): PointSymbol[] => {
		const pieces = cutRefusal(refusal, ways);
		const stepM = Math.max(STRIKE_STEP_M, pieces.reduce((sum, piece) => sum + measureLine(piece), 0) / MOST_STRIKES);
		return pieces
			.flatMap((piece) => {
				const count = Math.max(1, Math.floor(measureLine(piece) / stepM));
				return Array.from({ length: count }, (_, index) =>
					walkBack(piece, (measureLine(piece) * (index + 0.5)) / count),
				);
			})
			.filter((place) => place !== undefined)
			.map((place) => ({
				...at(place),
				image: drawStrike(theme, STRIKE_PX, pixelRatio),
				pickId: { layer: 'way', id: refusal.id },
			}));
	});
	return [...strikes, ...discs];
}

/** All signs that stand on the map. */
function listSigns({ signs, refusals }: RoutePicture): PictureSign[] {
	return [...signs, ...refusals.flatMap((refusal) => refusal.signs)];
}

/** Says what a sign means while the pointer stands on it. Returns its undo. */
function sayUnderPointer(picture: RoutePicture, theme: RoutesProps['theme'], map: MapContext): () => void {
	const { scene, camera, ground, labels } = map;
	const signs = listSigns(picture);
	const targets = signs.map(({ id, lon, lat }) => ({
		id,
		at: { lon, lat },
		heightM: ground.heightAt(lon, lat) + SIGN_LEVEL_M,
	}));
	const show = (said: MapLabel[]) => labels.setLabels('hover', said, theme);
	const stop = watchHover(scene, camera, SIGN_PX / 2, targets, (target) => {
		scene.canvas.style.cursor = target ? 'pointer' : '';
		const sign = signs.find(({ id }) => id === target?.id);
		if (!sign || !target) return show([]);
		const anchors: Point3[] = [[target.at.lon, target.at.lat, target.heightM]];
		const gapPx = SIGN_PX / 2 + 4;
		show([{ id: 'hover', text: sign.title, disc: null, rank: RANKS.hover, anchors, gapPx, maximumRangeM: null }]);
	});
	return () => {
		stop();
		show([]);
	};
}

function listStanding(picture: RoutePicture, theme: RoutesProps['theme'], { ground, pixelRatio }: MapContext) {
	const standing = listSigns(picture).map(
		({ id, lon, lat, sign }: PictureSign): PointSymbol => ({
			at: { lon, lat },
			heightM: ground.heightAt(lon, lat) + SIGN_LEVEL_M,
			image: drawRoadSign(sign, theme, SIGN_PX, pixelRatio),
			pickId: { layer: 'sign', id },
		}),
	);
	const places = picture.places.map(
		({ lon, lat, letter }): PointSymbol => ({
			at: { lon, lat },
			heightM: ground.heightAt(lon, lat) + 1,
			image: drawPlaceMark(letter, theme, PLACE_PX, pixelRatio),
			pickId: null,
		}),
	);
	return { standing, places };
}

function listLabels({ ways, refusals }: RoutePicture, ground: MapGround): MapLabel[] {
	const stand = ([lon, lat]: Position): Point3 => [lon, lat, ground.heightAt(lon, lat) + 1];
	const ofWays = ways.flatMap((way, order): MapLabel[] => {
		if (!way.label) return [];
		const anchors = LABEL_AT_M.map((alongM) => walkBack(way.geometry, alongM + order * DISC_STAGGER_M));
		return [
			{
				id: `route-${way.number}`,
				text: way.label,
				disc: way.number,
				rank: RANKS.route + Math.min(way.number, 6),
				anchors: anchors.filter((at) => at !== undefined).map(stand),
				gapPx: 14,
				maximumRangeM: null,
			},
		];
	});
	const ofRefusals = refusals.flatMap(({ id, label, signs, geometry }: PictureRefusal): MapLabel[] => {
		const first = signs[0];
		const anchor: Position | undefined = first ? [first.lon, first.lat] : geometry[geometry.length >> 1];
		if (!label || !anchor) return [];
		const anchors = [stand(anchor)];
		return [{ id, text: label, disc: null, rank: RANKS.refusal, anchors, gapPx: 18, maximumRangeM: null }];
	});
	return [...ofWays, ...ofRefusals];
}

/**
 * Draws the ways of several vehicles side by side, each with its own line and number, the limits they pass as road signs, and the
 * shorter ways that were refused, struck out.
 */
export function createRoutesLayer(map: MapContext, props: RoutesProps): Layer<RoutesProps> {
	const { scene, ground, pixelRatio, labels } = map;
	let erase: (() => void)[] = [];
	const draw = ({ picture, theme }: RoutesProps) => {
		for (const undo of erase) undo();
		erase = [];
		labels.setLabels('routes', picture ? listLabels(picture, ground) : [], theme);
		if (!picture) return;
		const options = { alwaysSeen: true, shrink: null, pixelRatio };
		const { standing, places } = listStanding(picture, theme, map);
		erase = [
			drawLines(scene, listLineGroups(picture, theme, ground)),
			drawPointSymbols(scene, listSymbols(picture, theme, map), { ...options, standsOn: 'middle' }),
			drawPointSymbols(scene, standing, {
				...options,
				standsOn: 'middle',
				shrink: { fullM: 4_000, smallM: 40_000, smallest: 0.5 },
			}),
			drawPointSymbols(scene, places, { ...options, standsOn: 'foot' }),
			sayUnderPointer(picture, theme, map),
		];
	};
	draw(props);
	return {
		update: draw,
		destroy() {
			for (const undo of erase) undo();
			labels.setLabels('routes', [], props.theme);
		},
	};
}
