import type { LonLat, Position } from '../../domain/geo/lon-lat.ts';
import type { RoadSign } from '../style/road-signs.ts';
import type { MapLabelText } from './alarm-picture.ts';

/** A way of one vehicle. */
export interface PictureWay {
	readonly id: string;
	/** From 1: decides line and place side by side, and is shown on discs. */
	readonly number: number;
	/** From the start to where the vehicle stops. */
	readonly geometry: readonly Position[];
	/** On foot from there; empty = nothing to walk, or not known. */
	readonly walk: readonly Position[];
	readonly label: MapLabelText | null;
}

/** A limit that one or several ways pass. */
export interface PictureSign extends LonLat {
	readonly id: string;
	readonly sign: RoadSign;
	/** Shown while the pointer stands on it. */
	readonly title: MapLabelText;
}

/** A shorter way that this vehicle may not take. */
export interface PictureRefusal {
	readonly id: string;
	readonly geometry: readonly Position[];
	/** What is refused, and where; the first one carries the label. */
	readonly signs: readonly PictureSign[];
	readonly label: MapLabelText | null;
}

/** A junction too tight. */
export interface PictureTurn {
	/** The roads into the junction and out of it. */
	readonly roads: readonly (readonly Position[])[];
	/** The bend that the vehicle would need; empty = none can be drawn. */
	readonly bend: readonly Position[];
}

/** All ways on the map at a time. Drawn anew when the object changes: keep it while nothing does. */
export interface RoutePicture {
	readonly ways: readonly PictureWay[];
	readonly signs: readonly PictureSign[];
	readonly refusals: readonly PictureRefusal[];
	readonly turns: readonly PictureTurn[];
	/** Where a way that is asked for begins and ends, before and after it is found. */
	readonly places: readonly (LonLat & { readonly letter: 'A' | 'B' })[];
}
