import { useEffect, useState } from 'react';
import { createBasemapTiles } from '../../../client/basemap-tiles.ts';
import { PACK_FILES } from '../../../domain/pack/manifest.ts';
import type { BasemapTileSource } from '../../../scene/layers/basemap-layer.ts';
import { hashOf, type PackState } from '../../state/pack-store.ts';

/** The painted ground of a pack; null until it is opened. Another file is another address, as its parts are kept by address. */
export function useBasemap(pack: Extract<PackState, { status: 'ready' }> | null): BasemapTileSource | null {
	const [basemap, setBasemap] = useState<ReturnType<typeof createBasemapTiles> | null>(null);
	const url = pack && `${pack.baseUrl}${PACK_FILES.basemap}?${hashOf(pack.manifest, PACK_FILES.basemap) ?? ''}`;
	useEffect(() => {
		if (url === null) return;
		const made = createBasemapTiles({ url });
		setBasemap(made);
		return () => {
			setBasemap(null);
			made.destroy();
		};
	}, [url]);
	return basemap;
}
