import type { RoadLimitKind } from '../../domain/route.ts';
import { SCENE_PALETTES, type SceneTheme } from './scene-theme.ts';
import { circle, drawOnce, fillCased, type Pen, type SymbolImage, strokeCased, write } from './symbol-pen.ts';

/** A limit as a road sign. */
export interface RoadSign {
	readonly kind: RoadLimitKind;
	/** The number on it, e.g. '3.8', '15t'; '' where the sign has none. */
	readonly text: string;
	/** 'violated' is struck out; 'tight' is a warning triangle whatever the kind. */
	readonly verdict: 'passed' | 'violated' | 'tight';
}

/** Paint of Chinese road signs (GB 5768.2): the same in both themes, as on the road. */
const PAINT = { red: '#C4261D', white: '#FFFFFF', black: '#12191F', yellow: '#F4D24A', blue: '#1B4FC4' } as const;
const MIDDLE = 16;

function drawPlate(pen: Pen, casing: string): void {
	fillCased(pen, circle(MIDDLE, MIDDLE, 14), PAINT.red, casing);
	pen.fillStyle = PAINT.white;
	pen.fill(circle(MIDDLE, MIDDLE, 10.8));
}

function fill(pen: Pen, path: string): void {
	pen.fillStyle = PAINT.black;
	pen.fill(new Path2D(path));
}

function stroke(pen: Pen, path: string, widthPx: number, colour: string = PAINT.black): void {
	pen.strokeStyle = colour;
	pen.lineWidth = widthPx;
	pen.stroke(new Path2D(path));
}

function writeNumber(pen: Pen, text: string, y: number = MIDDLE + 0.6): void {
	write(pen, text, MIDDLE, y, text.length > 3 ? 9 : text.length > 2 ? 10.5 : 12, PAINT.black);
}

function drawTriangle(pen: Pen, casing: string): void {
	const edge = new Path2D('M16 2.5 30 27.5H2z');
	fillCased(pen, edge, PAINT.yellow, casing);
	pen.strokeStyle = PAINT.black;
	pen.lineWidth = 2;
	pen.stroke(new Path2D('M16 5 27.6 26H4.4z'));
}

/** A boom across two posts. */
function drawGate(pen: Pen, casing: string): void {
	const board = new Path2D();
	board.roundRect(2, 2, 28, 28, 6);
	fillCased(pen, board, PAINT.blue, casing);
	stroke(pen, 'M8 9v15M24 9v15', 2.6, PAINT.white);
	stroke(pen, 'M8 14h16', 4.4, PAINT.white);
	stroke(pen, 'M12.5 14h2.6M19 14h2.6', 3, PAINT.red);
}

/** A barrier with slanting bars on two feet. */
function drawBarrier(pen: Pen, casing: string): void {
	stroke(pen, 'M8 20v8M24 20v8M8 12V8M24 12V8', 7, casing);
	const board = new Path2D();
	board.roundRect(1.5, 10, 29, 11, 2);
	fillCased(pen, board, PAINT.yellow, casing);
	pen.save();
	pen.clip(board);
	for (let x = -6; x < 36; x += 9) stroke(pen, `M${x} 24 ${x + 10} 8`, 3.4);
	pen.restore();
	stroke(pen, 'M8 22v6M24 22v6M8 9V6M24 9V6', 2.4, PAINT.yellow);
}

const DRAWINGS: Readonly<Record<RoadLimitKind, (pen: Pen, text: string, casing: string) => void>> = {
	height(pen, text, casing) {
		drawPlate(pen, casing);
		fill(pen, 'M12.2 6h7.6L16 10zM12.2 26h7.6L16 22z');
		writeNumber(pen, text);
	},
	width(pen, text, casing) {
		drawPlate(pen, casing);
		fill(pen, 'M5.6 12.4v7.2L8.6 16zM26.4 12.4v7.2L23.4 16z');
		writeNumber(pen, text);
	},
	weight(pen, text, casing) {
		drawPlate(pen, casing);
		writeNumber(pen, text);
	},
	length(pen, text, casing) {
		drawPlate(pen, casing);
		writeNumber(pen, text, MIDDLE - 1);
		stroke(pen, 'M9.5 22.5h13M11.5 20.5l-2 2 2 2M20.5 20.5l2 2-2 2', 1.6);
	},
	carriageway(pen, text, casing) {
		drawTriangle(pen, casing);
		stroke(pen, 'M11.5 24.5c0-3 2-3.6 2-6.5v-2M20.5 24.5c0-3-2-3.6-2-6.5v-2', 2);
		if (text) write(pen, text, MIDDLE, 12, 6.5, PAINT.black);
	},
	turn(pen, _text, casing) {
		drawTriangle(pen, casing);
		stroke(pen, 'M12 24v-5.5c0-3 1.6-4.4 4.4-4.4h3M17.2 11.2l3.2 2.9-3.2 2.9', 2.2);
	},
	gate: (pen, _text, casing) => drawGate(pen, casing),
	closed: (pen, _text, casing) => drawPlate(pen, casing),
	closure: (pen, _text, casing) => drawBarrier(pen, casing),
	access(pen, _text, casing) {
		drawPlate(pen, casing);
		stroke(pen, 'M9.5 16h13', 3.4);
	},
	bus(pen, _text, casing) {
		fillCased(pen, circle(MIDDLE, MIDDLE, 14), PAINT.blue, casing);
		pen.fillStyle = PAINT.white;
		pen.fill(new Path2D('M9 8.5h14v13.5H9zM10.5 22h3v2.5h-3zM18.5 22h3v2.5h-3z'));
		pen.fillStyle = PAINT.blue;
		pen.fill(new Path2D('M11 10.5h10v6H11z'));
	},
	hgv(pen, _text, casing) {
		drawPlate(pen, casing);
		fill(pen, 'M8.5 12h8.5v7H8.5zM18 14h3.2l2.3 2.6V19H18z');
		pen.fill(circle(12, 20, 1.9));
		pen.fill(circle(20.5, 20, 1.9));
	},
	oneway(pen, _text, casing) {
		fillCased(pen, circle(MIDDLE, MIDDLE, 14), PAINT.red, casing);
		pen.fillStyle = PAINT.white;
		pen.fill(new Path2D('M7.5 13.5h17v5h-17z'));
	},
	turnBan(pen, _text, casing) {
		drawPlate(pen, casing);
		stroke(pen, 'M12.5 22.5v-4.8c0-2.6 1.4-3.8 3.8-3.8h3.4M17.4 11l3.1 2.9-3.1 2.9', 2.2);
		stroke(pen, 'M8.6 8.6 23.4 23.4', 2.4, PAINT.red);
	},
};

/** A limit as a small road sign, struck out where the vehicle would have to break it. Drawn `sizePx` CSS pixels wide. */
export function drawRoadSign(
	{ kind, text, verdict }: RoadSign,
	theme: SceneTheme,
	sizePx: number,
	pixelRatio: number,
): SymbolImage {
	return drawOnce(`sign-${kind}-${text}-${verdict}-${theme}`, 36, sizePx, pixelRatio, (pen) => {
		pen.translate(2, 2);
		const palette = SCENE_PALETTES[theme];
		if (verdict === 'tight' && kind !== 'turn') DRAWINGS.carriageway(pen, text, palette.plate);
		else DRAWINGS[kind](pen, text, palette.plate);
		if (verdict === 'violated') strokeCased(pen, new Path2D('M4 4 28 28M28 4 4 28'), palette.text, 2.6, palette.plate);
	});
}

/** The mark that strikes out a way: a small cross, repeated along it. */
export function drawStrike(theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`strike-${theme}`, 16, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		strokeCased(pen, new Path2D('M4.5 4.5 11.5 11.5M11.5 4.5 4.5 11.5'), palette.textQuiet, 2, palette.routeCasing);
	});
}

/** The corner of a shape that is being drawn: hollow, the last one filled. */
export function drawHandle(isLast: boolean, theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`handle-${isLast}-${theme}`, 16, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		fillCased(pen, circle(8, 8, 5), isLast ? palette.accent : palette.plate, palette.plate);
		pen.strokeStyle = palette.accent;
		pen.lineWidth = 2;
		pen.stroke(circle(8, 8, 5));
	});
}

/** Start or end of a way asked for: a flag with A or B. */
export function drawPlaceMark(letter: 'A' | 'B', theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`place-${letter}-${theme}`, 36, sizePx, pixelRatio, (pen) => {
		pen.translate(2, 2);
		const palette = SCENE_PALETTES[theme];
		fillCased(pen, new Path2D('M16 31 8 20.5A11 11 0 1 1 24 20.5z'), palette.accent, palette.plate);
		write(pen, letter, MIDDLE, 13.5, 13, palette.plate);
	});
}
