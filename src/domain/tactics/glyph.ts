/** What a symbol means before its shape is read; the palettes of map and page give it a colour. Red ('danger') is for danger to life alone. */
export type MarkTone = 'plain' | 'danger' | 'attention' | 'water';

/** A piece of a glyph: an SVG path in a box of 32 x 32. */
export interface GlyphPart {
	readonly d: string;
	/** 'fill' and 'stroke' in the colour of what lies on the body, 'body-stroke' in that of the body. */
	readonly paint: 'fill' | 'stroke' | 'body-stroke';
	/** Of strokes; 2.2 when not given. */
	readonly widthPx?: number;
}

/** A symbol as vector paths: one description for the palette (SVG) and the map (canvas). Silhouette first, then what is on it. */
export interface Glyph {
	/** Outline of the body, in a box of 32 x 32; cased by 2 px. */
	readonly body: string;
	/** Filled with its tone; else with the plate, and only its edge has the tone. */
	readonly isSolid: boolean;
	readonly parts: readonly GlyphPart[];
	/** Stand upright in the middle whatever way the body is turned; '' = none. */
	readonly letters: string;
	/** Middle of the letters; 16 when not given. */
	readonly lettersY?: number;
}

/** How the line of a mark is drawn. */
export interface LineLook {
	/** [on, off] or [on, off, on, off] in pixels; null = solid. */
	readonly dashPx: readonly [number, number] | readonly [number, number, number, number] | null;
	readonly widthPx: number;
	/** At the end: 'arrow' two strokes, 'broad' a drawn-out outline like an arrow of advance, 'both' at either end. */
	readonly head: 'none' | 'arrow' | 'broad' | 'both';
	/** Along it: 'crosses' of a tape, 'teeth' to one side, 'bars' across, 'chevrons' that say which way. */
	readonly ticks: 'none' | 'crosses' | 'teeth' | 'bars' | 'chevrons';
}

/** How the area of a mark is drawn. */
export interface AreaLook {
	readonly dashPx: LineLook['dashPx'];
	readonly widthPx: number;
	readonly hatch: 'none' | 'lines' | 'cross';
}

/** Silhouettes of the glyphs. */
export const BODIES = {
	disc: 'M16 2a14 14 0 1 1 0 28a14 14 0 1 1 0-28z',
	square: 'M4 4h24v24h-24z',
	plate: 'M2 7h28v18h-28z',
	diamond: 'M16 1l15 15-15 15-15-15z',
	triangle: 'M16 2l15 26h-30z',
	octagon: 'M10 2h12l8 8v12l-8 8h-12l-8-8v-12z',
	hexagon: 'M9 3h14l8 13-8 13h-14l-8-13z',
	/** A flag on its staff, flying to the right. */
	flag: 'M4 2h3v1h22l-5 8 5 8h-22v11h-3z',
	/** A pennant: the smaller command. */
	pennant: 'M4 2h3l23 9-23 9v10h-3z',
	shield: 'M16 2l12 4v9c0 8-5 12-12 15-7-3-12-7-12-15v-9z',
	house: 'M3 14l13-11 13 11v15h-26z',
	/** Turned: the front is up. A nozzle with its jet's side up. */
	nozzle: 'M13 12h6l3 18h-12z',
	/** Turned: a vehicle seen from above, arrow before. */
	vehicle: 'M4 30v-20l12-9 12 9v20z',
	drop: 'M16 2c5 7 9 11 9 17a9 9 0 0 1-18 0c0-6 4-10 9-17z',
} as const;
