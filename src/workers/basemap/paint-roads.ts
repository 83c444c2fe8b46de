import type { BasemapStyle } from '../../domain/basemap.ts';
import { ROAD_CLASS_DEFAULTS, ROAD_CLASSES, type RoadClass } from '../../domain/road.ts';
import type { BasemapTile, TileFeature } from './decode-tile.ts';
import { type LaneMark, planLaneMarks } from './plan-lane-marks.ts';
import { isInView, type TileView, traceLine, tracePath } from './tile-view.ts';
import { trimLine } from './trim-line.ts';

/** From here on a road is a surface as wide as it is; below, a line as wide as its class. */
const SURFACE_ZOOM = 15;
const PAVEMENT_ZOOM = 16;
const LANE_MARK_ZOOM = 17;
/** Pixels at zoom 8, 10, 12, 13, 14; 0 = not drawn there. */
const LINE_WIDTHS_PX: Readonly<Record<RoadClass, readonly [number, number, number, number, number]>> = {
	motorway: [1.4, 2, 3.2, 4, 5],
	trunk: [1.1, 1.6, 2.8, 3.5, 4.4],
	primary: [0.8, 1.2, 2.2, 3, 4],
	secondary: [0, 0, 1.5, 2.2, 3],
	tertiary: [0, 0, 1, 1.6, 2.4],
	residential: [0, 0, 0, 0.9, 1.6],
	service: [0, 0, 0, 0, 1],
	lane: [0, 0, 0, 0, 0.8],
	track: [0, 0, 0, 0, 0.8],
	pedestrian: [0, 0, 0, 0, 0],
};
const LINE_ZOOMS = [8, 10, 12, 13, 14];
/** A surface never gets thinner than this, pixels. */
const MIN_SURFACE_PX: Readonly<Record<RoadClass, number>> = {
	motorway: 6,
	trunk: 5,
	primary: 5,
	secondary: 4,
	tertiary: 3.4,
	residential: 2.4,
	service: 1.6,
	lane: 1.2,
	track: 1,
	pedestrian: 0.8,
};
/** Pavement beside a street, metres a side. Assumption, not sourced: it is drawn only. */
const PAVEMENT_M: Partial<Record<RoadClass, number>> = {
	primary: 4,
	secondary: 3.5,
	tertiary: 2.5,
	residential: 1.5,
};

/** Longer paths cost the canvas more than another stroke. */
const MAX_BATCH_LINES = 400;

interface DrawnRoad {
	/** The road; the first one of a batch. */
	readonly feature: TileFeature;
	readonly roadClass: RoadClass;
	/** Narrow classes first, so that main roads lie on top. */
	readonly order: number;
	readonly path: Path2D;
	readonly widthPx: number;
	readonly widthM: number;
	readonly footway: boolean;
	readonly main: boolean;
}

/** Width of a road's surface on the painted tile, pixels. */
export function roadWidthPx(view: TileView, roadClass: RoadClass, widthM: number): number {
	if (view.zoom >= SURFACE_ZOOM) return Math.max(MIN_SURFACE_PX[roadClass], widthM / view.metresPerPx);
	const widths = LINE_WIDTHS_PX[roadClass];
	const next = LINE_ZOOMS.findIndex((zoom) => zoom >= view.zoom);
	if (next <= 0) return widths[0];
	const share = (view.zoom - LINE_ZOOMS[next - 1]!) / (LINE_ZOOMS[next]! - LINE_ZOOMS[next - 1]!);
	return widths[next - 1]! + share * (widths[next]! - widths[next - 1]!);
}

/** A road's carriageway width in metres: from the tile, else the class's assumed one (tiles below zoom 13 have none). */
export function roadWidthM(feature: TileFeature): number {
	const width = feature.properties.width_m;
	return typeof width === 'number' ? width : ROAD_CLASS_DEFAULTS[roadClassOf(feature)].widthM;
}

/** A feature's road class; what this version does not know is drawn as a service road. */
export function roadClassOf(feature: TileFeature): RoadClass {
	return ROAD_CLASSES.find((known) => known === feature.properties.class) ?? 'service';
}

/** Paints all roads: tunnels, then streets at grade, then bridges. */
export function paintRoads(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	tile: BasemapTile,
	style: BasemapStyle,
): void {
	const roads = collectRoads(view, tile);
	const tunnels = roads.filter(({ feature }) => feature.properties.tunnel === true);
	const atGrade = roads.filter(({ feature }) => !feature.properties.tunnel && !feature.properties.bridge);
	const bridges = roads.filter(({ feature }) => feature.properties.bridge === true && !feature.properties.tunnel);
	context.lineJoin = 'round';
	context.lineCap = 'round';
	paintTunnels(context, view, tunnels, style);
	if (view.zoom >= PAVEMENT_ZOOM) paintPavements(context, view, atGrade, style);
	paintCasings(context, view, atGrade, style, 1);
	paintSurfaces(context, view, atGrade, style);
	context.lineCap = 'butt';
	for (const bridge of bridges) {
		paintCasings(context, view, [bridge], style, 1.6);
		paintSurfaces(context, view, [bridge], style);
	}
}

function collectRoads(view: TileView, tile: BasemapTile): DrawnRoad[] {
	const roads: DrawnRoad[] = [];
	const batches = new Map<string, { road: DrawnRoad; lines: number }>();
	for (const feature of tile.road) {
		const roadClass = roadClassOf(feature);
		const widthM = roadWidthM(feature);
		const widthPx = roadWidthPx(view, roadClass, widthM);
		if (widthPx === 0 || !isInView(view, feature, widthPx / 2 + 5 / view.metresPerPx + 4)) continue;
		const footway = roadClass === 'pedestrian' || (view.zoom >= 13 && feature.properties.routable !== true);
		// As lines, all roads of a class look alike and are drawn in one stroke.
		const key = `${roadClass} ${footway} ${feature.properties.bridge} ${feature.properties.tunnel}`;
		const batch = view.zoom < SURFACE_ZOOM ? batches.get(key) : undefined;
		if (batch && batch.lines < MAX_BATCH_LINES) {
			for (const part of feature.parts) traceLine(batch.road.path, view, part);
			batch.lines += 1;
			continue;
		}
		const order = -ROAD_CLASSES.indexOf(roadClass);
		const main = order >= -ROAD_CLASSES.indexOf('tertiary');
		const road = { feature, roadClass, order, path: tracePath(view, feature), widthPx, widthM, footway, main };
		batches.set(key, { road, lines: 1 });
		roads.push(road);
	}
	return roads.sort((a, b) => Number(b.footway) - Number(a.footway) || a.order - b.order);
}

function paintTunnels(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	tunnels: readonly DrawnRoad[],
	style: BasemapStyle,
): void {
	const forVehicles = tunnels.filter(({ footway }) => !footway);
	context.lineCap = 'butt';
	context.setLineDash([8, 6]);
	context.strokeStyle = style.roadCasing;
	for (const { path, widthPx } of forVehicles) stroke(context, path, widthPx + 2);
	context.setLineDash([]);
	context.strokeStyle = view.zoom >= SURFACE_ZOOM ? style.ground : style.pavement;
	for (const { path, widthPx } of forVehicles) stroke(context, path, widthPx);
	context.lineCap = 'round';
}

function paintPavements(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	roads: readonly DrawnRoad[],
	style: BasemapStyle,
): void {
	context.strokeStyle = style.pavement;
	for (const { roadClass, footway, path, widthPx } of roads) {
		const sideM = PAVEMENT_M[roadClass];
		if (sideM !== undefined && !footway) stroke(context, path, widthPx + (2 * sideM) / view.metresPerPx);
	}
}

function paintCasings(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	roads: readonly DrawnRoad[],
	style: BasemapStyle,
	casingPx: number,
): void {
	context.strokeStyle = style.roadCasing;
	for (const { path, widthPx, footway, main } of roads) {
		// Thin lines would be all casing.
		const cased = view.zoom >= SURFACE_ZOOM ? widthPx >= 2.4 : main && widthPx >= 2;
		if (cased && !footway) stroke(context, path, widthPx + 2 * casingPx);
	}
}

function paintSurfaces(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	roads: readonly DrawnRoad[],
	style: BasemapStyle,
): void {
	for (const road of roads) {
		const far = view.zoom < SURFACE_ZOOM && road.main;
		const colour = road.footway ? style.footway : far ? style.roadFar : style.road;
		context.strokeStyle = colour;
		stroke(context, road.path, road.widthPx);
		if (view.zoom >= LANE_MARK_ZOOM && !road.footway) paintLaneMarks(context, view, road, style.laneMark, colour);
	}
}

/** Lines at an offset are two nested strokes: the wider one leaves its rims when the narrower one covers it. */
function paintLaneMarks(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	road: DrawnRoad,
	markColour: string,
	surfaceColour: string,
): void {
	const marks = planLaneMarks(road.widthM, road.feature.properties.oneway !== undefined);
	if (marks.length === 0) return;
	const path = new Path2D();
	// Marks stop short of a road's ends, where junctions are.
	const trim = (road.widthPx / 2 + 4 / view.metresPerPx) / view.scale;
	for (const part of road.feature.parts) {
		const trimmed = trimLine(part, trim);
		if (trimmed) traceLine(path, view, trimmed);
	}
	const linePx = Math.max(0.9, 0.15 / view.metresPerPx);
	context.lineCap = 'butt';
	for (const mark of marks) paintMark(context, view, path, mark, linePx, markColour, surfaceColour);
	context.setLineDash([]);
	context.lineCap = 'round';
}

function paintMark(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	path: Path2D,
	mark: LaneMark,
	linePx: number,
	markColour: string,
	surfaceColour: string,
): void {
	context.setLineDash(mark.dashed ? [3 / view.metresPerPx, 5 / view.metresPerPx] : []);
	context.strokeStyle = markColour;
	if (mark.offsetM === 0) {
		stroke(context, path, linePx);
		return;
	}
	const offsetPx = mark.offsetM / view.metresPerPx;
	stroke(context, path, 2 * offsetPx + linePx);
	context.setLineDash([]);
	context.strokeStyle = surfaceColour;
	stroke(context, path, 2 * offsetPx - linePx);
}

function stroke(context: OffscreenCanvasRenderingContext2D, path: Path2D, widthPx: number): void {
	context.lineWidth = widthPx;
	context.stroke(path);
}
