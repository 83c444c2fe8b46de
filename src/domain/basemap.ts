/** Colours of the 2D ground, as CSS colours. One object a theme; it travels with every tile request. */
export interface BasemapStyle {
	/** Town blocks: what lies under everything else, and beyond the data. */
	readonly ground: string;
	/** Yards and other named land use that is neither green nor water. */
	readonly yard: string;
	readonly water: string;
	/** Strip of land along water. */
	readonly bank: string;
	readonly park: string;
	readonly forest: string;
	readonly farmland: string;
	readonly beach: string;
	/** Surface of carriageways near by, and of main roads far off, where a surface is a line. */
	readonly road: string;
	readonly roadFar: string;
	/** Kerb line round a carriageway. */
	readonly roadCasing: string;
	/** Strip of pavement on both sides of streets with traffic. */
	readonly pavement: string;
	readonly laneMark: string;
	/** Footways and other ground that vehicles do not use. */
	readonly footway: string;
	readonly rail: string;
	readonly boundary: string;
	readonly streetName: string;
	readonly streetNameHalo: string;
	readonly placeName: string;
	readonly placeNameHalo: string;
	readonly waterName: string;
	/** CSS font-family list. */
	readonly fontFamily: string;
}

/** Which name of a thing is written; the other one stands in where it is missing. */
export type BasemapLanguage = 'zh' | 'en';

/** One square of the ground, web-mercator tile address (512 px tiles, y from the north). */
export interface BasemapTileRequest {
	readonly z: number;
	readonly x: number;
	readonly y: number;
	readonly style: BasemapStyle;
	readonly language: BasemapLanguage;
}
