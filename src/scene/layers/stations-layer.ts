import type { Station } from '../../domain/station.ts';
import { drawStationSymbol } from '../style/symbols.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawPointSymbols } from './point-symbols.ts';

/** A fire station as it is drawn. */
export interface PictureStation extends Pick<Station, 'id' | 'kind' | 'lon' | 'lat'> {
	/** All its vehicles are out: hollow. */
	readonly isEmpty?: boolean;
	/** Written below it; absent = none. */
	readonly label?: string;
}

/** The fire stations of the city; some hundred. */
export interface StationsProps extends ThemedProps {
	readonly stations: readonly PictureStation[];
}

const SIZE_PX = 30;
/** Order of survival, see alarm-labels.ts: after all that belongs to an incident. */
const LABEL_RANK = 90;

function listLabels({ stations }: StationsProps, { ground }: MapContext): MapLabel[] {
	return stations.flatMap(({ id, lon, lat, label }): MapLabel[] =>
		label === undefined
			? []
			: [
					{
						id: `station-${id}`,
						text: [{ text: label }],
						disc: null,
						rank: LABEL_RANK,
						anchors: [[lon, lat, ground.heightAt(lon, lat) + 1]],
						gapPx: 3,
						maximumRangeM: null,
					},
				],
	);
}

/** Draws the fire stations, seen through buildings and from afar. */
export function createStationsLayer(map: MapContext, props: StationsProps): Layer<StationsProps> {
	const draw = (next: StationsProps) => {
		const { stations, theme } = next;
		map.labels.setLabels('stations', listLabels(next, map), theme);
		return drawPointSymbols(
			map.scene,
			stations.map(({ id, kind, lon, lat, isEmpty = false }) => ({
				at: { lon, lat },
				heightM: map.ground.heightAt(lon, lat) + 1,
				image: drawStationSymbol(kind, theme, SIZE_PX, map.pixelRatio, isEmpty),
				pickId: { layer: 'station', id },
			})),
			{
				alwaysSeen: true,
				shrink: { fullM: 8_000, smallM: 60_000, smallest: 0.6 },
				standsOn: 'foot',
				pixelRatio: map.pixelRatio,
			},
		);
	};
	let erase = draw(props);
	return {
		update(next) {
			erase();
			erase = draw(next);
		},
		destroy() {
			erase();
			map.labels.setLabels('stations', [], props.theme);
		},
	};
}
