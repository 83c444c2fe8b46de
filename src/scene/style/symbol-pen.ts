/** A symbol as a picture, and the key it is kept under in the engine's atlas. */
export interface SymbolImage {
	readonly key: string;
	readonly canvas: HTMLCanvasElement;
}

const FONT = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';
const CASING_PX = 2;

/** What symbols are drawn with. */
export type Pen = CanvasRenderingContext2D;

/** Symbols never change within a theme and a pixel ratio, so each is drawn once. */
const drawn = new Map<string, SymbolImage>();

/** Draws a symbol in a box `box` units wide, or gives the one drawn before under this key. */
export function drawOnce(
	key: string,
	box: number,
	sizePx: number,
	pixelRatio: number,
	draw: (pen: Pen) => void,
): SymbolImage {
	const fullKey = `${key}@${sizePx}x${pixelRatio}`;
	const known = drawn.get(fullKey);
	if (known) return known;
	const canvas = document.createElement('canvas');
	canvas.width = canvas.height = Math.ceil(sizePx * pixelRatio);
	const pen = canvas.getContext('2d');
	if (!pen) throw new Error('drawSymbol: got no 2D canvas context, expected one');
	pen.scale(canvas.width / box, canvas.height / box);
	pen.lineCap = 'round';
	pen.lineJoin = 'round';
	draw(pen);
	const image = { key: fullKey, canvas };
	drawn.set(fullKey, image);
	return image;
}

/** Fills a shape that a casing sets off from the map. */
export function fillCased(pen: Pen, path: Path2D, fill: string, casing: string): void {
	pen.strokeStyle = casing;
	pen.lineWidth = CASING_PX * 2;
	pen.stroke(path);
	pen.fillStyle = fill;
	pen.fill(path);
}

/** Strokes a shape over a wider casing; the casing is never dashed. */
export function strokeCased(
	pen: Pen,
	path: Path2D,
	colour: string,
	widthPx: number,
	casing: string,
	dash: number[] = [],
): void {
	pen.strokeStyle = casing;
	pen.lineWidth = widthPx + CASING_PX * 2;
	pen.setLineDash([]);
	pen.stroke(path);
	pen.strokeStyle = colour;
	pen.lineWidth = widthPx;
	pen.setLineDash(dash);
	pen.stroke(path);
	pen.setLineDash([]);
}

/** A circle as a path. */
export function circle(x: number, y: number, radius: number): Path2D {
	const path = new Path2D();
	path.arc(x, y, radius, 0, Math.PI * 2);
	return path;
}

/** Writes bold text with its middle at a place. */
export function write(pen: Pen, text: string, x: number, y: number, sizePx: number, colour: string): void {
	pen.font = `700 ${sizePx}px ${FONT}`;
	pen.textAlign = 'center';
	pen.textBaseline = 'middle';
	pen.fillStyle = colour;
	pen.fillText(text, x, y);
}
