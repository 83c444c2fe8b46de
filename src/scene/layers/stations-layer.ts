import type { Station } from '../../domain/station.ts';
import { drawStationSymbol } from '../style/symbols.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawPointSymbols } from './point-symbols.ts';

/** The fire stations of the city; some hundred. */
export interface StationsProps extends ThemedProps {
	readonly stations: readonly Station[];
}

const SIZE_PX = 30;

/** Draws the fire stations, seen through buildings and from afar. */
export function createStationsLayer(map: MapContext, props: StationsProps): Layer<StationsProps> {
	const draw = ({ stations, theme }: StationsProps) =>
		drawPointSymbols(
			map.scene,
			stations.map((station) => ({
				at: station,
				heightM: map.ground.heightAt(station.lon, station.lat) + 1,
				image: drawStationSymbol(station.kind, theme, SIZE_PX, map.pixelRatio),
				pickId: { layer: 'station', id: station.id },
			})),
			{
				alwaysSeen: true,
				shrink: { fullM: 8_000, smallM: 60_000, smallest: 0.6 },
				standsOn: 'foot',
				pixelRatio: map.pixelRatio,
			},
		);
	let erase = draw(props);
	return {
		update(next) {
			erase();
			erase = draw(next);
		},
		destroy: () => erase(),
	};
}
