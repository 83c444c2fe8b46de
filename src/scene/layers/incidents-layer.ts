import type { LonLat } from '../../domain/geo/lon-lat.ts';
import { drawIncidentSymbol, drawLevelSymbol } from '../style/symbols.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawPointSymbols } from './point-symbols.ts';

/** An incident that is open; the one that is shown is drawn by the alarm layer. */
export interface PictureIncident extends LonLat {
	readonly id: string;
	/** 1 to 5; null = not graded. */
	readonly level: number | null;
	/** Nobody has acknowledged it: red, with a flame. */
	readonly isWaiting: boolean;
}

/** Other incidents on the map; some dozens. */
export interface IncidentsProps extends ThemedProps {
	readonly incidents: readonly PictureIncident[];
}

const SIZE_PX = 38;

/** Draws incidents as octagons with their level, seen through buildings and from afar. */
export function createIncidentsLayer(map: MapContext, props: IncidentsProps): Layer<IncidentsProps> {
	const draw = ({ incidents, theme }: IncidentsProps) =>
		drawPointSymbols(
			map.scene,
			incidents.map(({ id, lon, lat, level, isWaiting }) => ({
				at: { lon, lat },
				heightM: map.ground.heightAt(lon, lat) + 2,
				image: isWaiting
					? drawIncidentSymbol(theme, SIZE_PX, map.pixelRatio)
					: drawLevelSymbol(level, theme, SIZE_PX, map.pixelRatio),
				pickId: { layer: 'incident', id },
			})),
			{ alwaysSeen: true, shrink: null, standsOn: 'middle', pixelRatio: map.pixelRatio },
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
