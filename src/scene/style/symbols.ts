import type { Station } from '../../domain/station.ts';
import type { WaterSource } from '../../domain/water.ts';
import { SCENE_PALETTES, type ScenePalette, type SceneTheme } from './scene-theme.ts';
import { circle, drawOnce, fillCased, type Pen, type SymbolImage, strokeCased, write } from './symbol-pen.ts';

const HYDRANT_GLYPH = 'M11 21h10M12.5 21v-8a3.5 3.5 0 0 1 7 0v8M10 15.5h2.5M19.5 15.5H22M16 9.5V7.5';
const STATION_HOUSE = 'M3 14 16 3l13 11v15H3z';
const INCIDENT_OCTAGON = 'M12 2h16l10 10v16L28 38H12L2 28V12z';
const FLAME = 'M20 8c1 4 6 6 6 13a6 6 0 0 1-12 0c0-3 2-4 2-7 2 1 2 3 3 4 1-3 0-6 1-10z';
const STATION_LETTERS: Readonly<Record<Station['kind'], string>> = {
	special: '特',
	first: '站',
	second: '站',
	small: '小',
	micro: '微',
	unknown: '站',
};

/** 36 units wide: the 32 box of the design language and room for the casing. */
function inBox(pen: Pen): void {
	pen.translate(2, 2);
}

function drawHydrant(pen: Pen, state: WaterSource['state'], palette: ScenePalette): void {
	const glyph = new Path2D(HYDRANT_GLYPH);
	if (state === 'ok') {
		fillCased(pen, circle(16, 16, 14), palette.water, palette.plate);
		pen.strokeStyle = palette.waterText;
		pen.lineWidth = 2;
		pen.stroke(glyph);
		return;
	}
	pen.fillStyle = palette.plate;
	pen.fill(circle(16, 16, 15));
	if (state === 'faulty') {
		strokeCased(pen, circle(16, 16, 13), palette.text, 2.2, palette.plate);
		strokeCased(pen, new Path2D('M6 6 26 26M26 6 6 26'), palette.text, 2.6, palette.plate);
		return;
	}
	if (state === 'stale') {
		strokeCased(pen, circle(16, 16, 13), palette.water, 2.2, palette.plate, [4.2, 3.2]);
		pen.strokeStyle = palette.water;
		pen.lineWidth = 1.8;
		pen.stroke(glyph);
		pen.fillStyle = palette.plate;
		pen.fill(circle(26, 6, 7.5));
		pen.strokeStyle = palette.attention;
		pen.lineWidth = 1.8;
		pen.stroke(circle(26, 6, 6));
		pen.stroke(new Path2D('M26 3v3l2 1.5'));
		return;
	}
	strokeCased(pen, circle(16, 16, 13), palette.neutral, 2.2, palette.plate, [2, 3]);
	write(pen, '?', 16, 17, 17, palette.text);
}

function drawOpenWater(pen: Pen, kind: WaterSource['kind'], state: WaterSource['state'], palette: ScenePalette): void {
	const square = new Path2D();
	square.roundRect(3, 3, 26, 26, 6);
	fillCased(pen, square, palette.plate, palette.plate);
	const colour = state === 'faulty' ? palette.text : palette.water;
	pen.strokeStyle = colour;
	pen.fillStyle = colour;
	pen.lineWidth = 2;
	if (kind === 'tank') pen.fillRect(5, 17, 22, 10);
	else pen.stroke(new Path2D('M7 13c3-3 6-3 9 0s6 3 9 0M7 21c3-3 6-3 9 0s6 3 9 0'));
	pen.setLineDash(state === 'stale' ? [4.2, 3.2] : state === 'unknown' ? [2, 3] : []);
	pen.stroke(square);
	pen.setLineDash([]);
	if (state === 'faulty') strokeCased(pen, new Path2D('M6 6 26 26M26 6 6 26'), palette.text, 2.6, palette.plate);
}

/** Hydrant, tank or natural water, told apart by shape and state before colour. Drawn `sizePx` CSS pixels wide. */
export function drawWaterSymbol(
	water: Pick<WaterSource, 'kind' | 'state'>,
	theme: SceneTheme,
	sizePx: number,
	pixelRatio: number,
): SymbolImage {
	const isHydrant = water.kind !== 'tank' && water.kind !== 'natural';
	const shape = isHydrant ? 'hydrant' : water.kind;
	return drawOnce(`water-${shape}-${water.state}-${theme}`, 36, sizePx, pixelRatio, (pen) => {
		inBox(pen);
		const palette = SCENE_PALETTES[theme];
		if (isHydrant) drawHydrant(pen, water.state, palette);
		else drawOpenWater(pen, water.kind, water.state, palette);
	});
}

/** Fire station: a house with 特, 站, 小 or 微; hollow when all its vehicles are out. */
export function drawStationSymbol(
	kind: Station['kind'],
	theme: SceneTheme,
	sizePx: number,
	pixelRatio: number,
	isEmpty = false,
): SymbolImage {
	return drawOnce(`station-${kind}-${isEmpty}-${theme}`, 36, sizePx, pixelRatio, (pen) => {
		inBox(pen);
		const palette = SCENE_PALETTES[theme];
		if (isEmpty) {
			const house = new Path2D(STATION_HOUSE);
			pen.fillStyle = palette.plate;
			pen.fill(house);
			strokeCased(pen, house, palette.text, 2.4, palette.plate);
			write(pen, STATION_LETTERS[kind], 16, 20, 13, palette.text);
			return;
		}
		fillCased(pen, new Path2D(STATION_HOUSE), palette.text, palette.plate);
		write(pen, STATION_LETTERS[kind], 16, 20, 13, palette.plate);
	});
}

/** The incident: a red octagon with a flame. */
export function drawIncidentSymbol(theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`incident-${theme}`, 44, sizePx, pixelRatio, (pen) => {
		pen.translate(2, 2);
		fillCased(pen, new Path2D(INCIDENT_OCTAGON), SCENE_PALETTES[theme].alarm, '#FFFFFF');
		pen.fillStyle = '#FFFFFF';
		pen.fill(new Path2D(FLAME));
	});
}

/** Fill and text of fire levels (XF/T 1340), the same in both themes. The text's colour is the casing too: it stands off from the fill. */
export const LEVEL_COLOURS = {
	1: ['#5CC98F', '#06210F'],
	2: ['#6FA8FF', '#061A3A'],
	3: ['#F4D24A', '#2B2200'],
	4: ['#FF9A3D', '#2E1500'],
	5: ['#C4261D', '#FFFFFF'],
} as const;

/** An incident among others: an octagon in its level's colour with the number; one that is not graded with a question mark. */
export function drawLevelSymbol(
	level: number | null,
	theme: SceneTheme,
	sizePx: number,
	pixelRatio: number,
): SymbolImage {
	return drawOnce(`level-${level}-${theme}`, 44, sizePx, pixelRatio, (pen) => {
		pen.translate(2, 2);
		const palette = SCENE_PALETTES[theme];
		const octagon = new Path2D(INCIDENT_OCTAGON);
		const [fill, text] = LEVEL_COLOURS[level as keyof typeof LEVEL_COLOURS] ?? [palette.plate, palette.text];
		fillCased(pen, octagon, fill, level === null ? palette.plate : text);
		if (level === null) strokeCased(pen, octagon, palette.text, 2, palette.plate, [4, 3]);
		write(pen, level === null ? '?' : String(level), 20, 21, 22, text);
	});
}

/** A route's number on a disc. */
export function drawRouteDisc(number: number, theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`route-${number}-${theme}`, 24, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		fillCased(pen, circle(12, 12, 9.5), palette.route, palette.routeCasing);
		write(pen, String(number), 12, 12.5, 13, palette.routeCasing);
	});
}
