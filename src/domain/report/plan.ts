import type { GlyphPart, MarkTone } from '../tactics/glyph.ts';

/** What a line or area of the plan means; each has a line style of its own, so that it is told apart without colour. */
export type PlanLook =
	| 'target'
	| 'neighbour'
	| 'route-1'
	| 'route-2'
	| 'route-3'
	| 'hose'
	| 'zone-active'
	| 'zone-contingent'
	| 'spot';

/** What the legend lists: the looks and the symbols that are on the plan. */
export type PlanKey = PlanLook | 'alarm' | 'hydrant' | 'hydrant-off';

/** A line or area, as an SVG path in points of the page. */
export interface PlanShape {
	readonly look: PlanLook;
	readonly d: string;
}

/** A mark's line or area. */
export interface PlanMarkShape {
	readonly d: string;
	/** Heads and ticks along it, stroked solid; '' = none. */
	readonly ticks: string;
	/** Lines over an area, clipped to `d`; '' = none. */
	readonly hatch: string;
	readonly isArea: boolean;
	readonly dash: string | null;
	readonly width: number;
	readonly tone: MarkTone;
}

/** A symbol at a place of the page. */
export interface PlanSymbol {
	readonly x: number;
	readonly y: number;
	readonly kind: 'alarm' | 'hydrant' | 'hydrant-off' | 'station' | 'mark';
	/** Clockwise from up, degrees. */
	readonly turnDeg: number;
	/** Of a mark; null = of the others, which the picture knows. */
	readonly glyph: {
		readonly body: string;
		readonly isSolid: boolean;
		readonly parts: readonly GlyphPart[];
		readonly letters: string;
		readonly lettersY: number;
		/** Height of the letters in the box of 32. */
		readonly lettersPx: number;
	} | null;
}

/** A word on the plan, its left lower corner. */
export interface PlanLabel {
	readonly x: number;
	readonly y: number;
	readonly text: string;
}

/** A map of the surroundings of the target, north up, in one scale: drawn by us, without colour. Sizes in points. */
export interface Plan {
	readonly title: string;
	readonly sizePt: number;
	readonly shapes: readonly PlanShape[];
	readonly markShapes: readonly PlanMarkShape[];
	readonly symbols: readonly PlanSymbol[];
	readonly labels: readonly PlanLabel[];
	readonly scale: { readonly lengthPt: number; readonly text: string; readonly note: string };
	readonly legend: readonly { readonly key: PlanKey; readonly text: string }[];
	/** Marks that are on it: symbol and word. */
	readonly marks: readonly {
		readonly symbol: PlanSymbol | null;
		/** Of a line or area: a sample of it in a box of 24 x 11. */
		readonly sample: PlanMarkShape | null;
		readonly text: string;
	}[];
	/** What is not on it. */
	readonly notes: readonly string[];
}

/** Height of the words on the plan, points. */
export const LABEL_PT = 6.5;
/** Side of a symbol on the plan, points. */
export const SYMBOL_PT = 13;
