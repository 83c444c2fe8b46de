import { SCENE_PALETTES, type SceneTheme } from './scene-theme.ts';
import { circle, drawOnce, type Pen, type SymbolImage, strokeCased, write } from './symbol-pen.ts';

/** Dashes of what is only suggested. */
const PLANNED_DASH = [4.2, 3.2];

function fillPlate(pen: Pen, path: Path2D, plate: string): void {
	pen.fillStyle = plate;
	pen.fill(path);
}

function square(): Path2D {
	const path = new Path2D();
	path.roundRect(4, 4, 24, 24, 4);
	return path;
}

/** A suggested post: command 指 on a disc, staging 集 on a square, a drone's rotors in a ring; hollow and dashed, as it is not there. */
export function drawPostSymbol(
	kind: 'command' | 'staging' | 'uav',
	theme: SceneTheme,
	sizePx: number,
	pixelRatio: number,
): SymbolImage {
	return drawOnce(`post-${kind}-${theme}`, 36, sizePx, pixelRatio, (pen) => {
		pen.translate(2, 2);
		const palette = SCENE_PALETTES[theme];
		const shape = kind === 'staging' ? square() : circle(16, 16, 13);
		fillPlate(pen, shape, palette.plate);
		strokeCased(pen, shape, palette.text, 2, palette.plate, PLANNED_DASH);
		if (kind !== 'uav') {
			write(pen, kind === 'command' ? '指' : '集', 16, 17, 15, palette.text);
			return;
		}
		pen.strokeStyle = palette.text;
		pen.lineWidth = 1.8;
		pen.stroke(new Path2D('M11 11 21 21M21 11 11 21'));
		for (const [x, y] of [
			[10, 10],
			[22, 10],
			[10, 22],
			[22, 22],
		] as const)
			pen.stroke(circle(x, y, 2.6));
	});
}

/** Letters of the appliance on a suggested spot: a hollow plate in the colour of reach. */
export function drawSpotLetters(letters: string, theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`spot-${letters}-${theme}`, 32, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		const plate = new Path2D();
		plate.roundRect(3, 8, 26, 16, 4);
		fillPlate(pen, plate, palette.plate);
		strokeCased(pen, plate, palette.reach, 2, palette.plate);
		write(pen, letters, 16, 16.5, 11.5, palette.text);
	});
}

/** A place that no aerial can use: a small cross. */
export function drawUnusableSpot(theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`spot-unusable-${theme}`, 32, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		strokeCased(pen, new Path2D('M8 8 24 24M24 8 8 24'), palette.textQuiet, 3.4, palette.plate);
	});
}

/** What a truck that may be moved is taken hold of by to turn it. */
export function drawTurnHandle(theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`spot-turn-${theme}`, 32, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		fillPlate(pen, circle(16, 16, 12), palette.plate);
		strokeCased(pen, circle(16, 16, 12), palette.accent, 2.4, palette.plate);
		pen.strokeStyle = palette.accent;
		pen.lineWidth = 2.2;
		pen.stroke(new Path2D('M11 19a6 6 0 1 1 10 0M21 14v5.4h-5'));
	});
}
