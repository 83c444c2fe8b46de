import { CesiumTerrainProvider, EllipsoidTerrainProvider, type Scene, WebMercatorTilingScheme } from 'cesium';

/** The shape of the ground, under everything else. */
export interface TerrainLayer {
	/** It is known what the ground looks like; its tiles are the globe's. */
	isSettled(): boolean;
	destroy(): void;
}

/**
 * Gives the globe its shape: the terrain at `url`, or a flat one cut into the same tiles as the painted ground. Until layer.json
 * is there no ground is drawn, as the flat one would show the city askew. When it cannot be had, the ground stays flat.
 */
export function createTerrainLayer(scene: Scene, url: string | null, onFailed: (error: unknown) => void): TerrainLayer {
	const { globe } = scene;
	const flat = new EllipsoidTerrainProvider({ tilingScheme: new WebMercatorTilingScheme() });
	// Said beforehand, else the globe asks each tile for its children: a dozen pictures, one level each, before the ground is there.
	flat.getTileDataAvailable = () => true;
	let isSettled = url === null;
	let isDestroyed = false;
	const settle = (provider: CesiumTerrainProvider | EllipsoidTerrainProvider) => {
		isSettled = true;
		if (isDestroyed) return;
		globe.terrainProvider = provider;
		globe.show = true;
		scene.requestRender();
	};
	globe.terrainProvider = flat;
	if (url !== null) {
		globe.show = false;
		CesiumTerrainProvider.fromUrl(url, { requestVertexNormals: true }).then(settle, (error: unknown) => {
			if (!isDestroyed) onFailed(error);
			settle(flat);
		});
	}
	return {
		isSettled: () => isSettled,
		destroy() {
			isDestroyed = true;
		},
	};
}
