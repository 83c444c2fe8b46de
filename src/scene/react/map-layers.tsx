import { useCallback, useMemo } from 'react';
import type { BuildingsProps } from '../layers/buildings-layer.ts';
import { createBuildingsLayer } from '../layers/buildings-layer.ts';
import type { MapContext } from '../layers/layer.ts';
import type { MapContentsProps } from './map-contents.tsx';
import { useLatest } from './use-latest.ts';
import { useLayer } from './use-layer.ts';

/** All layers of one map, from the ground up. */
export function MapLayers(props: MapContentsProps & { readonly map: MapContext }) {
	const { map, keeper, tilesetUrl, tilesetAttempt, theme, colourBy, picture } = props;
	const latest = useLatest(props);

	const createBuildings = useCallback(
		(context: MapContext, first: BuildingsProps) => {
			const layer = createBuildingsLayer(
				context,
				{
					url: tilesetUrl,
					onTileStats: (stats) => latest.current.onTileStats?.(stats),
					onFailed: (reason) => {
						console.error(`scene: ${tilesetUrl}: got ${reason}, expected a tileset (attempt ${tilesetAttempt + 1})`);
						latest.current.onTileStats?.({ loaded: 0, failed: 1, pending: 0 });
					},
				},
				first,
			);
			const stopCheck = keeper.addSettleCheck(() => layer.isSettled());
			return {
				update: layer.update,
				destroy() {
					stopCheck();
					layer.destroy();
				},
			};
		},
		[tilesetUrl, tilesetAttempt, keeper, latest],
	);
	const buildings = useMemo<BuildingsProps>(
		() => ({
			theme,
			colourBy,
			targetFid: picture?.target?.fid ?? null,
			neighbourFids: new Set(picture?.neighbours.map((neighbour) => neighbour.fid)),
		}),
		[theme, colourBy, picture],
	);
	useLayer(map, createBuildings, buildings);

	return null;
}
