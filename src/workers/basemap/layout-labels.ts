import type { BasemapLanguage } from '../../domain/basemap.ts';
import { clipLine } from '../../domain/geo/clip-line.ts';
import { ROAD_CLASSES, type RoadClass } from '../../domain/road.ts';
import type { BasemapTile, TileFeature } from './decode-tile.ts';
import { type Box, boxAround, createOccupancy, type Occupancy } from './occupancy.ts';
import { roadClassOf, roadWidthM } from './paint-roads.ts';
import { placeAlongLine } from './place-along-line.ts';
import { isInView, TILE_PX, type TileView } from './tile-view.ts';

/** A character with its middle in pixels of the painted tile and its turn, radians clockwise. */
export interface Glyph {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly angleRad: number;
}

/** A street's or river's name along its line. */
export interface LineLabel {
	readonly kind: 'street' | 'water';
	readonly glyphs: readonly Glyph[];
}

export type PlaceLabelKind = 'town' | 'village' | 'water' | 'park';

/** A level name, by its middle in pixels. */
export interface PointLabel {
	readonly kind: PlaceLabelKind;
	readonly text: string;
	readonly x: number;
	readonly y: number;
}

/** A one-way arrow, radians clockwise from east. */
export interface ArrowMark {
	readonly x: number;
	readonly y: number;
	readonly angleRad: number;
}

/** Everything written on one painted tile. Nothing covers anything else, nothing crosses the tile's edge. */
export interface LabelLayout {
	readonly lines: readonly LineLabel[];
	readonly points: readonly PointLabel[];
	readonly arrows: readonly ArrowMark[];
}

/** Width of a text at a font size, pixels. */
export type MeasureText = (text: string, fontPx: number) => number;

/** Font size of names along lines. A texel is shown at about 0.7 to 1.3 screen pixels: on screen they come to about 12. */
export const LINE_FONT_PX = 13;
/** ui.md: street names, and nothing else, are letter-spaced. */
const STREET_SPACING = 0.12;
/** Font per place, and the deepest zoom it is written at. */
export const PLACE_FONT: Readonly<Record<PlaceLabelKind, { px: number; weight: number; maxZoom: number }>> = {
	town: { px: 16, weight: 600, maxZoom: 14 },
	village: { px: 13, weight: 500, maxZoom: 16 },
	water: { px: 13, weight: 500, maxZoom: 18 },
	park: { px: 13, weight: 500, maxZoom: 18 },
};
/** First zoom at which a class of road carries its name. */
const NAME_ZOOM: Readonly<Record<RoadClass, number>> = {
	motorway: 11,
	trunk: 12,
	primary: 12,
	secondary: 13,
	tertiary: 14,
	residential: 15,
	service: 16,
	lane: 16,
	track: 16,
	pedestrian: 17,
};
const WATERWAY_NAME_ZOOM = 12;
/** Equal names nearer than this (dual carriageways, pieces of one street) are written once. */
const TWIN_PX = 240;
const ARROW_ZOOM = 17;
const ARROW_EVERY_PX = 190;
const EDGE_PX = 3;

/**
 * Places the names and arrows of one painted tile. Each tile stands for itself, because Cesium sets tiles of different zooms
 * side by side: a name over an edge would be cut there.
 */
export function layoutLabels(
	view: TileView,
	tile: BasemapTile,
	language: BasemapLanguage,
	measure: MeasureText,
): LabelLayout {
	const occupied = createOccupancy();
	const points = layoutPoints(view, tile, language, measure, occupied);
	const lines: LineLabel[] = [];
	const roads = tile.road
		.filter(({ properties }) => properties.tunnel !== true)
		.map((feature) => ({ feature, roadClass: roadClassOf(feature) }))
		.filter(({ roadClass }) => view.zoom >= NAME_ZOOM[roadClass])
		.sort((a, b) => ROAD_CLASSES.indexOf(a.roadClass) - ROAD_CLASSES.indexOf(b.roadClass));
	if (view.zoom >= WATERWAY_NAME_ZOOM) {
		const waterways = tile.waterway.filter(({ properties }) => properties.kind !== 'stream');
		for (const feature of waterways) layoutLine(view, feature, 'water', language, measure, occupied, lines);
	}
	for (const { feature } of roads) layoutLine(view, feature, 'street', language, measure, occupied, lines);
	const arrows = view.zoom >= ARROW_ZOOM ? layoutArrows(view, tile, occupied) : [];
	return { lines, points, arrows };
}

function nameOf({ properties }: TileFeature, language: BasemapLanguage): string {
	const [first, second] =
		language === 'en' ? [properties.name_en, properties.name] : [properties.name, properties.name_en];
	return String(first ?? second ?? '');
}

function layoutPoints(
	view: TileView,
	tile: BasemapTile,
	language: BasemapLanguage,
	measure: MeasureText,
	occupied: Occupancy,
): PointLabel[] {
	const labels: PointLabel[] = [];
	for (const feature of tile.place) {
		const kind = feature.properties.kind as PlaceLabelKind;
		const font = PLACE_FONT[kind];
		const text = nameOf(feature, language);
		if (!font || text === '' || view.zoom > font.maxZoom || view.zoom < Number(feature.properties.min_zoom)) continue;
		const atX = feature.minX * view.scale - view.offsetX;
		const atY = feature.minY * view.scale - view.offsetY;
		if (atX < 0 || atY < 0 || atX >= TILE_PX || atY >= TILE_PX) continue;
		const halfWidth = measure(text, font.px) / 2 + 4;
		const halfHeight = font.px * 0.75;
		// A place is an area: its name may move the little that keeps it on the tile.
		const x = Math.min(TILE_PX - EDGE_PX - halfWidth, Math.max(EDGE_PX + halfWidth, atX));
		const y = Math.min(TILE_PX - EDGE_PX - halfHeight, Math.max(EDGE_PX + halfHeight, atY));
		const box = { minX: x - halfWidth, minY: y - halfHeight, maxX: x + halfWidth, maxY: y + halfHeight };
		if (!occupied.isFree(box)) continue;
		occupied.take(box);
		occupied.addName(text, x, y);
		labels.push({ kind, text, x, y });
	}
	return labels;
}

function layoutLine(
	view: TileView,
	feature: TileFeature,
	kind: LineLabel['kind'],
	language: BasemapLanguage,
	measure: MeasureText,
	occupied: Occupancy,
	labels: LineLabel[],
): void {
	const text = nameOf(feature, language);
	if (text === '' || !isInView(view, feature, 0)) return;
	const radius = LINE_FONT_PX * 0.62;
	const characters = [...text];
	const advances = characters.map((character) => measure(character, LINE_FONT_PX) + STREET_SPACING * LINE_FONT_PX);
	for (const piece of findPieces(view, feature, EDGE_PX + radius)) {
		for (const glyphs of placeAlongLine(piece, advances, TILE_PX)) {
			const boxes: Box[] = glyphs.map(({ x, y }) => boxAround(x, y, radius));
			const middle = glyphs[glyphs.length >> 1]!;
			if (!boxes.every(occupied.isFree) || occupied.hasName(text, middle.x, middle.y, TWIN_PX)) continue;
			for (const box of boxes) occupied.take(box);
			occupied.addName(text, middle.x, middle.y);
			labels.push({ kind, glyphs: glyphs.map((glyph, i) => ({ ...glyph, text: characters[i]! })) });
		}
	}
}

/** Parts of a line that lie `edgePx` inside the tile, in its pixels. */
function findPieces(view: TileView, feature: TileFeature, edgePx: number): number[][] {
	return feature.parts.flatMap((part) => {
		const px = Array.from(part, (share, i) => share * view.scale - (i % 2 === 0 ? view.offsetX : view.offsetY));
		return clipLine(px, edgePx, TILE_PX - edgePx);
	});
}

function layoutArrows(view: TileView, tile: BasemapTile, occupied: Occupancy): ArrowMark[] {
	const arrows: ArrowMark[] = [];
	for (const feature of tile.road) {
		const { oneway, routable } = feature.properties;
		if (oneway === undefined || routable !== true || roadWidthM(feature) / view.metresPerPx < 6) continue;
		if (!isInView(view, feature, 0)) continue;
		for (const piece of findPieces(view, feature, EDGE_PX + 7)) {
			for (const [glyph] of placeAlongLine(piece, [14], ARROW_EVERY_PX, false)) {
				const { x, y, angleRad } = glyph!;
				const box = boxAround(x, y, 7);
				if (!occupied.isFree(box)) continue;
				occupied.take(box);
				arrows.push({ x, y, angleRad: angleRad + (oneway === 2 ? Math.PI : 0) });
			}
		}
	}
	return arrows;
}
