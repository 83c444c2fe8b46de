/** Which palette the map is drawn in. */
export type SceneTheme = 'dark' | 'light';

/** All colours of the map in one theme, as '#RRGGBB' (UI design language, sections 1 and 2). */
export interface ScenePalette {
	readonly sky: string;
	readonly ground: string;
	readonly yard: string;
	/** Roof colours; walls are the same colour times the shader's shade. */
	readonly buildingRoof: string;
	readonly neighbourRoof: string;
	readonly targetRoof: string;
	/** Brightness of a wall against its roof: turned from the sun, and facing it. */
	readonly wallShade: readonly [away: number, towards: number];
	readonly edgeColour: string;
	readonly edgeAlpha: number;
	/** Rows of windows: how far the wall darkens. */
	readonly windowAlpha: number;
	readonly route: string;
	readonly routeCasing: string;
	readonly dimension: string;
	readonly neighbourEdge: string;
	readonly plate: string;
	readonly plateLine: string;
	readonly text: string;
	readonly textQuiet: string;
	readonly textDanger: string;
	readonly accent: string;
	readonly danger: string;
	readonly alarm: string;
	readonly water: string;
	readonly waterText: string;
	readonly attention: string;
	/** What an aerial reaches. */
	readonly reach: string;
	/** Strokes over that on a facade. */
	readonly reachHatch: string;
	readonly neutral: string;
}

/** The two palettes. */
export const SCENE_PALETTES: Readonly<Record<SceneTheme, ScenePalette>> = {
	dark: {
		sky: '#11181E',
		ground: '#202A33',
		yard: '#232E37',
		buildingRoof: '#546371',
		neighbourRoof: '#96A3AF',
		targetRoof: '#ECE5D8',
		wallShade: [0.52, 0.84],
		edgeColour: '#000000',
		edgeAlpha: 0.5,
		windowAlpha: 0.36,
		route: '#FFFFFF',
		routeCasing: '#0D1217',
		dimension: '#FFFFFF',
		neighbourEdge: '#E3E9ED',
		plate: '#141B22',
		plateLine: '#2F3B47',
		text: '#F1F4F6',
		textQuiet: '#93A1AD',
		textDanger: '#FF6B5E',
		accent: '#8AB4FF',
		danger: '#FF6B5E',
		alarm: '#C4261D',
		water: '#45C4EA',
		waterText: '#06222C',
		attention: '#F2B84B',
		reach: '#3FD0BC',
		reachHatch: '#0A6B60',
		neutral: '#93A1AD',
	},
	light: {
		sky: '#DDE4E8',
		ground: '#DFE5E8',
		yard: '#E6EBEC',
		buildingRoof: '#E2E6E8',
		neighbourRoof: '#BAC4CC',
		targetRoof: '#FCE6CA',
		wallShade: [0.74, 0.93],
		edgeColour: '#3C4A56',
		edgeAlpha: 0.45,
		windowAlpha: 0.2,
		route: '#12191F',
		routeCasing: '#F6F8F9',
		dimension: '#12191F',
		neighbourEdge: '#12191F',
		plate: '#F6F8F9',
		plateLine: '#CBD4DB',
		text: '#12191F',
		textQuiet: '#56646F',
		textDanger: '#B91C14',
		accent: '#1B4FC4',
		danger: '#B91C14',
		alarm: '#B91C14',
		water: '#00658A',
		waterText: '#FFFFFF',
		attention: '#7A4F00',
		reach: '#00695E',
		reachHatch: '#00695E',
		neutral: '#56646F',
	},
};
