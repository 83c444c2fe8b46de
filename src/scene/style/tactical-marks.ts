import type { Glyph, MarkTone } from '../../domain/tactics/glyph.ts';
import { SCENE_PALETTES, type ScenePalette, type SceneTheme } from './scene-theme.ts';
import { drawOnce, fillCased, type Pen, type SymbolImage, strokeCased, write } from './symbol-pen.ts';

/** The glyph's 32 and its casing of 2 on each side. */
const BOX = 36;
const STROKE_PX = 2.2;
const MIDDLE = 16;

/** The colour of a tone on the map. */
export function inkOf(tone: MarkTone, palette: ScenePalette): string {
	return { plain: palette.text, danger: palette.danger, attention: palette.attention, water: palette.water }[tone];
}

/** Height of letters that fit a glyph, in its box; Chinese ones are twice as wide. */
export function sizeLetters(letters: string): number {
	const width = [...letters].reduce((sum, letter) => sum + (letter > 'ÿ' ? 2 : 1), 0);
	return width <= 2 ? (letters.length === 1 ? 15 : 13) : width === 3 ? 10 : width === 4 ? 9 : 6.5;
}

/** Key under which a glyph is kept: two glyphs of the same paths are the same picture. */
function keyOf({ body, isSolid, parts, letters }: Glyph): string {
	return [body, isSolid, letters, ...parts.map(({ d, paint }) => d + paint)].join('|');
}

function drawBody(pen: Pen, glyph: Glyph, tone: MarkTone, palette: ScenePalette): void {
	const ink = inkOf(tone, palette);
	const { plate } = palette;
	for (const { d, paint, widthPx } of glyph.parts) {
		if (paint === 'body-stroke') strokeCased(pen, new Path2D(d), ink, widthPx ?? STROKE_PX, plate);
	}
	const body = new Path2D(glyph.body);
	if (glyph.isSolid) fillCased(pen, body, ink, plate);
	else {
		fillCased(pen, body, plate, plate);
		pen.strokeStyle = ink;
		pen.lineWidth = STROKE_PX;
		pen.stroke(body);
	}
	const onBody = glyph.isSolid ? plate : ink;
	for (const { d, paint, widthPx } of glyph.parts) {
		const path = new Path2D(d);
		pen.fillStyle = pen.strokeStyle = onBody;
		pen.lineWidth = widthPx ?? STROKE_PX;
		if (paint === 'fill') pen.fill(path);
		else if (paint === 'stroke') pen.stroke(path);
	}
}

function drawLetters(pen: Pen, glyph: Glyph, tone: MarkTone, palette: ScenePalette, y: number): void {
	const colour = glyph.isSolid ? palette.plate : inkOf(tone, palette);
	write(pen, glyph.letters, MIDDLE, y + 0.5, sizeLetters(glyph.letters), colour);
}

/** How a glyph is drawn. */
export interface GlyphOptions {
	readonly tone: MarkTone;
	readonly theme: SceneTheme;
	/** Of the box with its casing, CSS pixels. */
	readonly sizePx: number;
	readonly pixelRatio: number;
	/** 'body' leaves the letters out and 'letters' the body: for a body that turns under upright letters. */
	readonly part?: 'all' | 'body' | 'letters';
}

/** A tactical mark's glyph as a picture. */
export function drawGlyph(glyph: Glyph, { tone, theme, sizePx, pixelRatio, part = 'all' }: GlyphOptions): SymbolImage {
	return drawOnce(`mark-${part}-${tone}-${theme}-${keyOf(glyph)}`, BOX, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		pen.translate(2, 2);
		if (part !== 'letters') drawBody(pen, glyph, tone, palette);
		if (part !== 'body' && glyph.letters !== '') {
			// Turned letters stand over the middle that the body turns round.
			drawLetters(pen, glyph, tone, palette, part === 'letters' ? MIDDLE : (glyph.lettersY ?? MIDDLE));
		}
	});
}

/** The ring round the mark that is selected or pointed at: solid or dashed. */
export function drawMarkRing(isSelected: boolean, theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`mark-ring-${isSelected}-${theme}`, BOX, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		const ring = new Path2D();
		ring.roundRect(3, 3, 30, 30, 8);
		strokeCased(pen, ring, palette.accent, 2.2, palette.plate, isSelected ? [] : [4, 3]);
	});
}

/** What a selected mark is taken hold of by: a vertex square, a smaller one where a vertex can be put in, a cross of arrows for the whole. */
export function drawGrip(
	kind: 'vertex' | 'insert' | 'move',
	theme: SceneTheme,
	sizePx: number,
	pixelRatio: number,
): SymbolImage {
	return drawOnce(`mark-grip-${kind}-${theme}`, 32, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		const half = kind === 'insert' ? 6 : 10;
		const square = new Path2D();
		square.rect(16 - half, 16 - half, half * 2, half * 2);
		if (kind === 'move') {
			fillCased(pen, new Path2D('M16 3a13 13 0 1 1 0 26a13 13 0 1 1 0-26z'), palette.accent, palette.plate);
			pen.strokeStyle = palette.plate;
			pen.lineWidth = 2.4;
			pen.stroke(new Path2D('M16 8v16M8 16h16M13 11l3-3 3 3M13 21l3 3 3-3M11 13l-3 3 3 3M21 13l3 3-3 3'));
			return;
		}
		fillCased(pen, square, kind === 'insert' ? palette.plate : palette.accent, palette.plate);
		pen.strokeStyle = palette.accent;
		pen.lineWidth = 2.4;
		pen.stroke(square);
	});
}
