import type { Cesium3DTileset } from 'cesium';

/** Tiles of the buildings: ready, given up, and under way. */
export interface TileStats {
	readonly loaded: number;
	/** Different URLs that failed and were given up. */
	readonly failed: number;
	readonly pending: number;
}

/** Counts what becomes of a tileset's tiles: `tilesLoaded` of the engine is true even where tiles failed. */
export interface TileWatch {
	readonly stats: TileStats;
	stop(): void;
}

/** Watches a tileset until `stop`; `onChange` is called after every change. */
export function createTileWatch(tileset: Cesium3DTileset, onChange: (stats: TileStats) => void): TileWatch {
	const failedUrls = new Set<string>();
	let loaded = 0;
	let pending = 0;
	const watch = { stats: { loaded, failed: 0, pending } as TileStats, stop: () => undoAll() };
	const tell = () => {
		watch.stats = { loaded, failed: failedUrls.size, pending };
		onChange(watch.stats);
	};
	const undo = [
		tileset.tileLoad.addEventListener(() => {
			loaded += 1;
			tell();
		}),
		tileset.tileUnload.addEventListener(() => {
			loaded -= 1;
			tell();
		}),
		tileset.tileFailed.addEventListener((failure: { url?: string; message?: string }) => {
			failedUrls.add(failure.url ?? failure.message ?? 'unknown');
			tell();
		}),
		tileset.loadProgress.addEventListener((requests: number, processing: number) => {
			pending = requests + processing;
			tell();
		}),
	];
	const undoAll = () => {
		for (const remove of undo) remove();
	};
	return watch;
}
