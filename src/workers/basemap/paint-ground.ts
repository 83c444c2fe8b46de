import type { BasemapStyle } from '../../domain/basemap.ts';
import type { BasemapTile, TileFeature } from './decode-tile.ts';
import { isInView, TILE_PX, type TileView, tracePath } from './tile-view.ts';

/** Land kinds from the lowest to the topmost, and the colour each takes. */
const LAND_ORDER: readonly (readonly [kind: string, colour: keyof BasemapStyle])[] = [
	['farmland', 'farmland'],
	['residential', 'yard'],
	['industrial', 'yard'],
	['commercial', 'yard'],
	['yard', 'yard'],
	['forest', 'forest'],
	['park', 'park'],
	['beach', 'beach'],
];
/** Width of the green strip along water, metres. Assumption, not sourced: it is drawn only. */
const BANK_M = 7;
/** Drawn widths of waterways known only as lines, metres. Assumption, not sourced. */
const WATERWAY_WIDTH_M: Readonly<Record<string, number>> = { river: 14, canal: 8, stream: 2.5 };
const MARGIN_PX = 24;

/** Paints land use, water with its banks, and waterways; fills the whole tile. */
export function paintGround(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	tile: BasemapTile | null,
	style: BasemapStyle,
): void {
	context.fillStyle = style.ground;
	context.fillRect(0, 0, TILE_PX, TILE_PX);
	if (!tile) return;
	const land = tile.land.filter((feature) => isInView(view, feature, MARGIN_PX));
	for (const [kind, colour] of LAND_ORDER) {
		context.fillStyle = style[colour];
		for (const area of land) if (area.properties.kind === kind) context.fill(tracePath(view, area), 'evenodd');
	}
	paintWater(context, view, tile, style);
}

function paintWater(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	tile: BasemapTile,
	style: BasemapStyle,
): void {
	const bankPx = view.zoom >= 14 ? Math.max(1.5, BANK_M / view.metresPerPx) : 0;
	const areas = tile.water
		.filter((feature) => isInView(view, feature, bankPx + MARGIN_PX))
		.map((feature) => tracePath(view, feature));
	const lines = tile.waterway
		.filter((feature) => isInView(view, feature, bankPx + MARGIN_PX))
		.map((feature) => ({ path: tracePath(view, feature), widthPx: waterwayWidthPx(view, feature) }));
	context.lineJoin = 'round';
	context.lineCap = 'round';
	if (bankPx > 0) {
		context.strokeStyle = style.bank;
		for (const path of areas) strokeWide(context, path, bankPx * 2);
		for (const { path, widthPx } of lines) strokeWide(context, path, widthPx + bankPx);
	}
	context.fillStyle = style.water;
	for (const path of areas) context.fill(path, 'evenodd');
	context.strokeStyle = style.water;
	for (const { path, widthPx } of lines) strokeWide(context, path, widthPx);
}

function waterwayWidthPx(view: TileView, feature: TileFeature): number {
	const widthM = WATERWAY_WIDTH_M[String(feature.properties.kind)] ?? 2.5;
	return Math.max(feature.properties.kind === 'stream' ? 0.8 : 1.4, widthM / view.metresPerPx);
}

function strokeWide(context: OffscreenCanvasRenderingContext2D, path: Path2D, widthPx: number): void {
	context.lineWidth = widthPx;
	context.stroke(path);
}

/** Paints railways and town boundaries, above roads. */
export function paintRailAndBoundaries(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	tile: BasemapTile,
	style: BasemapStyle,
): void {
	context.lineJoin = 'round';
	context.lineCap = 'butt';
	context.strokeStyle = style.rail;
	for (const rail of tile.rail) {
		if (!isInView(view, rail, MARGIN_PX)) continue;
		const path = tracePath(view, rail);
		strokeWide(context, path, Math.max(1, 0.3 / view.metresPerPx));
		if (view.zoom < 14) continue;
		// Sleepers tell a railway from a street; tramways have them too, so they stay faint.
		context.globalAlpha = 0.5;
		context.setLineDash([Math.max(0.8, 0.25 / view.metresPerPx), Math.max(6, 2.4 / view.metresPerPx)]);
		strokeWide(context, path, Math.max(4, 2.4 / view.metresPerPx));
		context.setLineDash([]);
		context.globalAlpha = 1;
	}
	if (view.zoom > 15) return;
	context.strokeStyle = style.boundary;
	context.setLineDash([8, 4, 2, 4]);
	for (const boundary of tile.boundary) {
		if (isInView(view, boundary, MARGIN_PX)) strokeWide(context, tracePath(view, boundary), 1.2);
	}
	context.setLineDash([]);
}
