import type { MeasureKind, MeasurePoint } from '../../domain/records/measurement.ts';
import type { AskSnap, SnapHit } from '../../domain/snap.ts';
import type { MapLabelText } from './alarm-picture.ts';

/** A measure on the map: its points as MeasureResult.points has them. */
export interface PictureMeasure {
	readonly id: string;
	readonly kind: MeasureKind;
	/** Heights above the ground at each. */
	readonly points: readonly MeasurePoint[];
	/** null = no label. */
	readonly label: MapLabelText | null;
	/** Of its label: lower survives a collision. */
	readonly rank: number;
}

/** A measure that is being taken. */
export interface MeasureTaking {
	readonly kind: MeasureKind;
	/** What a pointer is caught by; null = it cannot be told yet. */
	readonly ask: AskSnap | null;
	readonly points: readonly SnapHit[];
	/** Complete: the next point begins another. */
	readonly isDone: boolean;
	/** Where the keyboard points, CSS pixels from the upper left corner of the map; null = it does not. */
	readonly crosshair: { readonly x: number; readonly y: number } | null;
}
