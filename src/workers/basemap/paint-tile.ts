import type { BasemapStyle } from '../../domain/basemap.ts';
import type { BasemapTile } from './decode-tile.ts';
import type { LabelLayout } from './layout-labels.ts';
import { paintGround, paintRailAndBoundaries } from './paint-ground.ts';
import { paintLabels } from './paint-labels.ts';
import { paintRoads } from './paint-roads.ts';
import type { TileView } from './tile-view.ts';

/**
 * Paints one 512 px square of the ground: land, water, roads, rails and boundaries, then names. Without a stored tile it is
 * plain ground.
 */
export function paintTile(
	context: OffscreenCanvasRenderingContext2D,
	view: TileView,
	tile: BasemapTile | null,
	layout: LabelLayout | null,
	style: BasemapStyle,
): void {
	context.resetTransform();
	context.globalAlpha = 1;
	context.setLineDash([]);
	paintGround(context, view, tile, style);
	if (!tile) return;
	paintRoads(context, view, tile, style);
	paintRailAndBoundaries(context, view, tile, style);
	if (layout) paintLabels(context, layout, style);
}
