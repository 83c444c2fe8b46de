import {
	type Billboard,
	BillboardCollection,
	BlendOption,
	Cartesian3,
	Color,
	DistanceDisplayCondition,
	HorizontalOrigin,
	NearFarScalar,
	type Scene,
	VerticalOrigin,
} from 'cesium';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { PickedKind } from '../engine/pick-event.ts';
import type { SymbolImage } from '../style/symbol-pen.ts';

/** What a pick finds in a primitive of ours. */
export interface PickId {
	readonly layer: PickedKind;
	readonly id: string;
}

/** A symbol standing on the map. */
export interface PointSymbol {
	readonly at: LonLat;
	/** Above the ellipsoid. */
	readonly heightM: number;
	readonly image: SymbolImage;
	/** null = cannot be picked. */
	readonly pickId: PickId | null;
	/** Not shown from farther away; absent = always. */
	readonly farthestM?: number;
}

/** How a collection of symbols behaves. */
export interface PointSymbolOptions {
	/** Seen through buildings. */
	readonly alwaysSeen: boolean;
	/** Shrinks from full size at `fullM` to `smallest` at `smallM`; null = always full size. */
	readonly shrink: { readonly fullM: number; readonly smallM: number; readonly smallest: number } | null;
	readonly standsOn: 'middle' | 'foot';
	readonly pixelRatio: number;
	/** 1 = full; less = stands back. */
	readonly alpha?: number;
}

/** A collection whose symbols are drawn in the order they were added: letters over their arrow. */
export function createOrderedCollection(scene: Scene): BillboardCollection {
	return new BillboardCollection({ scene, blendOption: BlendOption.TRANSLUCENT });
}

/** Adds one symbol to a collection. */
export function addPointSymbol(
	collection: BillboardCollection,
	symbol: PointSymbol,
	options: PointSymbolOptions,
): Billboard {
	const billboard = collection.add({
		position: Cartesian3.fromDegrees(symbol.at.lon, symbol.at.lat, symbol.heightM),
		width: symbol.image.canvas.width / options.pixelRatio,
		height: symbol.image.canvas.height / options.pixelRatio,
		horizontalOrigin: HorizontalOrigin.CENTER,
		verticalOrigin: options.standsOn === 'foot' ? VerticalOrigin.BOTTOM : VerticalOrigin.CENTER,
		disableDepthTestDistance: options.alwaysSeen ? Number.POSITIVE_INFINITY : undefined,
		scaleByDistance: options.shrink
			? new NearFarScalar(options.shrink.fullM, 1, options.shrink.smallM, options.shrink.smallest)
			: undefined,
		...(symbol.farthestM === undefined
			? {}
			: { distanceDisplayCondition: new DistanceDisplayCondition(0, symbol.farthestM) }),
		...(options.alpha === undefined ? {} : { color: Color.WHITE.withAlpha(options.alpha) }),
		...(symbol.pickId ? { id: symbol.pickId } : {}),
	});
	billboard.setImage(symbol.image.key, symbol.image.canvas);
	return billboard;
}

/** Draws symbols in one collection: thousands are fine. Returns their undo. */
export function drawPointSymbols(
	scene: Scene,
	symbols: readonly PointSymbol[],
	options: PointSymbolOptions,
): () => void {
	if (symbols.length === 0) return () => {};
	const collection = createOrderedCollection(scene);
	for (const symbol of symbols) addPointSymbol(collection, symbol, options);
	scene.primitives.add(collection);
	scene.requestRender();
	return () => {
		if (scene.isDestroyed()) return;
		scene.primitives.remove(collection);
		scene.requestRender();
	};
}
