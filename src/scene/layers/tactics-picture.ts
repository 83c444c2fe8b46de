import type { LonLat, PolygonRings, Position } from '../../domain/geo/lon-lat.ts';
import type { MapLabelText } from './alarm-picture.ts';

/** A side of the target as one aerial reaches it: painted on the facade itself. */
export interface PictureReach {
	/** Places along the wall at its foot, the building on the left. */
	readonly line: readonly Position[];
	/** Columns of equal width along it: from where to where it is reached, metres above the target's ground; -1 = not at all. */
	readonly lowM: readonly number[];
	readonly highM: readonly number[];
	/** Spot that it is reached from: its sector spans what is painted. null = none. */
	readonly spotId: string | null;
}

/** A place where an aerial could set up; hollow, as it is planned and not real. */
export interface PictureSpot extends LonLat {
	readonly id: string;
	/** Corners of the working rectangle, first one not repeated. */
	readonly corners: readonly Position[];
	readonly headingDeg: number;
	readonly verdict: 'conform' | 'usable' | 'unusable';
	/** One whose reach is painted: drawn with its jacks, letters and sector. */
	readonly isShown: boolean;
	/** Put there by the user: it can be dragged and turned. */
	readonly isMovable: boolean;
	/** Letters of the appliance, e.g. "YT"; null = none are shown. */
	readonly letters: string | null;
	/** Largest outreach, metres: radius of the sector. */
	readonly reachM: number;
	/** Highest point that its boom is drawn to, `heightM` above the target's ground; null = no boom. */
	readonly boomTo: (LonLat & { readonly heightM: number }) | null;
	readonly label: MapLabelText | null;
}

/** A place that the user moved a truck to. */
export interface SpotMove extends LonLat {
	readonly id: string;
	readonly headingDeg: number;
}

/** A hose from a source of water to the target. */
export interface PictureHose {
	/** Of the source. */
	readonly id: string;
	/** From the source on. */
	readonly line: readonly Position[];
	/** Whether its flow is reckoned with; else it is drawn fainter. */
	readonly isCounted: boolean;
	readonly label: MapLabelText | null;
}

/** Ground to keep out of: dashed outline while contingent; solid with 10 % fill and its name when active. */
export interface PictureZone {
	readonly id: string;
	readonly tone: 'danger' | 'attention';
	readonly isActive: boolean;
	/** Outer ring, then holes; closed. */
	readonly polygons: readonly (readonly (readonly Position[])[])[];
	readonly label: MapLabelText | null;
}

/** A post to command, wait or look from; hollow, as it is only suggested. */
export interface PicturePost extends LonLat {
	readonly id: string;
	readonly kind: 'command' | 'staging' | 'uav';
	/** Above the ground; null = on it. */
	readonly heightM: number | null;
	readonly lookDeg: number;
	readonly label: MapLabelText | null;
}

/** The floor that burns. */
export interface PictureFireBand {
	/** Metres above the target's ground, the lowest under it. */
	readonly fromM: number;
	readonly toM: number;
	readonly label: MapLabelText | null;
}

/**
 * What the assessment says of tactics, drawn over the alarm. Each part is drawn anew when its own object changes: keep the objects of
 * what stays.
 */
export interface TacticsPicture {
	/** Outline and roof of the target for what is drawn on its walls; null = no target. */
	readonly target: {
		readonly polygons: readonly PolygonRings[];
		readonly heightM: number | null;
	} | null;
	readonly reach: readonly PictureReach[];
	/** Red band round the target; null = unknown, or below ground. */
	readonly fireBand: PictureFireBand | null;
	readonly spots: readonly PictureSpot[];
	readonly hoses: readonly PictureHose[];
	readonly zones: readonly PictureZone[];
	readonly posts: readonly PicturePost[];
	/** Line of a UAV round the target and its height above the target's ground; null = none. */
	readonly orbit: { readonly line: readonly Position[]; readonly heightM: number } | null;
	/** Land that nobody reaches in time while the vehicles are away: amber hatch. */
	readonly holes: readonly (readonly (readonly Position[])[])[];
}

/** Geometry that a number was taken from, lit while its basis is shown. */
export interface PictureLit {
	readonly points: readonly Position[];
	readonly lines: readonly (readonly Position[])[];
	/** Rings closed or not. */
	readonly polygons: readonly PolygonRings[];
}
