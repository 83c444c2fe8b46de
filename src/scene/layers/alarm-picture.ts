import type { LonLat, PolygonRings, Position } from '../../domain/geo/lon-lat.ts';
import type { WaterSource } from '../../domain/water.ts';

/**
 * Words on a map label, in order. The scene sets them as they are: no sentence is made below app. `strong` is bold,
 * tone 'danger' is for life and alarm only, tone 'quiet' for additions.
 */
export type MapLabelText = readonly {
	readonly text: string;
	readonly strong?: boolean;
	readonly tone?: 'danger' | 'quiet';
}[];

/** A building in the alarm picture. */
export interface PictureBuilding {
	/** null = not in the city data on screen, or not known yet: its own prism is not coloured. */
	readonly fid: number | null;
	readonly id: string;
	readonly polygons: readonly PolygonRings[];
	/** null = unknown: drawn low with a dotted edge, without a height dimension. */
	readonly heightM: number | null;
}

/** The building on fire. */
export interface PictureTarget extends PictureBuilding {
	/** Name and floors; null = no label. */
	readonly title: MapLabelText | null;
	/** Shown at the height dimension, e.g. "79.6 m"; null = no dimension. */
	readonly heightLabel: MapLabelText | null;
}

/** A building within 100 m of the target. */
export interface PictureNeighbour extends PictureBuilding {
	/** Wall to wall; the order of survival of gap labels: the smallest first. */
	readonly gapM: number;
	/** The two wall points of the gap; null = they touch, nothing to draw. */
	readonly gapLine: readonly [Position, Position] | null;
	/** e.g. "11.0 m"; null = no label. */
	readonly gapLabel: MapLabelText | null;
	/** Name or kind and height; null = no label. */
	readonly title: MapLabelText | null;
}

/** A hydrant or other source in reach of the target. */
export interface PictureWater extends Pick<WaterSource, 'id' | 'kind' | 'state' | 'lon' | 'lat'> {
	readonly label: MapLabelText | null;
}

/** All that an alarm draws on the map. The picture is drawn anew when the object changes; keep it while nothing does. */
export interface AlarmPicture {
	readonly incidentId: string;
	readonly at: LonLat;
	/** null = no building there: only the incident point is drawn. */
	readonly target: PictureTarget | null;
	readonly neighbours: readonly PictureNeighbour[];
	readonly water: readonly PictureWater[];
}
