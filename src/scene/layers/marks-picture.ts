import type { Position } from '../../domain/geo/lon-lat.ts';
import type { PointerRay, SnapHit } from '../../domain/snap.ts';
import type { PlacedEdit } from '../../domain/tactics/edit-geometry.ts';
import type { Mark, MarkGeometry } from '../../domain/tactics/mark.ts';
import type { SymbolDrawing, TacticalSymbol } from '../../domain/tactics/symbols.ts';
import type { TruckSize } from '../engine/mark-lines.ts';
import type { MapLabelText } from './alarm-picture.ts';

/** A tactical mark on the map. Keep the object while nothing of it changes: only other objects are drawn anew. */
export interface PictureMark {
	readonly id: string;
	readonly geometry: MarkGeometry;
	readonly symbol: TacticalSymbol;
	/** Of the set of symbols that is shown. */
	readonly drawing: SymbolDrawing;
	/** null = its front points nowhere. */
	readonly headingDeg: number | null;
	/** Above the ground there: of a floor; 0 = on the ground. */
	readonly levelM: number;
	/** A vehicle at scale; null = it is none, or its model is unknown. */
	readonly truck: TruckSize | null;
	readonly label: MapLabelText | null;
	/** 1 = of the phase at hand; less = stands back. */
	readonly alpha: number;
}

/** What somebody did to a selected mark on the map; told once, when it was let go. */
export type MarkHandled =
	| {
			readonly kind: 'shape';
			readonly id: string;
			/** To where it was drawn last: where the hand was, or where it was caught. */
			readonly edit: PlacedEdit;
			/** What it was caught by in the hand; null = nothing. */
			readonly snappedTo: Mark['snappedTo'];
			/** What catches it there is to be asked still; null = that is known, or nothing is to catch it. */
			readonly ray: PointerRay | null;
	  }
	| { readonly kind: 'remove-vertex'; readonly id: string; readonly index: number }
	| { readonly kind: 'turn'; readonly id: string; readonly headingDeg: number };

/** A mark that is being drawn: clicks add points. */
export interface MarkDraft {
	readonly symbol: TacticalSymbol;
	readonly drawing: SymbolDrawing;
	/** Vertices so far; of a point or a vehicle none. */
	readonly points: readonly Position[];
	readonly headingDeg: number | null;
	readonly truck: TruckSize | null;
	/** Clicks are taken; else the draft only waits on the map. */
	readonly isOpen: boolean;
}

/** A click while a mark is drawn. */
export interface MarkPress {
	/** Where it is put at once: what the pointer was caught by already, else the ground; null = at the sky. */
	readonly hit: SnapHit | null;
	/** What catches it is to be asked still; null = that is known, or nothing is to catch it. */
	readonly ray: PointerRay | null;
}

/** Where another page's pointer is. */
export interface PictureCursor {
	readonly id: number;
	readonly name: string;
	readonly lon: number;
	readonly lat: number;
}
