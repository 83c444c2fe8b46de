import type { PlanMarkShape } from '../../../domain/report/plan.ts';
import type { LineLook } from '../../../domain/tactics/glyph.ts';
import { LINE_LOOKS } from '../../../domain/tactics/line-looks.ts';
import type { SymbolDrawing, TacticalSymbol } from '../../../domain/tactics/symbols.ts';

/** A place on the page, points. */
export type PagePoint = readonly [x: number, y: number];

/** Lines of the map are drawn so much thinner on paper. */
const LINE_SHARE = 0.5;
const TICK_STEP_PT = 14;
const TICK_PT = 3;
const HEAD_PT = 7;
const HATCH_STEP_PT = 5;

const at = ([x, y]: PagePoint) => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** A run of points as an SVG path. */
export function drawPath(points: readonly PagePoint[], isClosed: boolean): string {
	return points.length === 0 ? '' : `M${points.map(at).join('L')}${isClosed ? 'Z' : ''}`;
}

function dashOf(dashPx: LineLook['dashPx']): string | null {
	return dashPx ? dashPx.map((length) => length * LINE_SHARE).join(' ') : null;
}

/** A mark that is a line, with its head and ticks. */
export function drawMarkLine(
	points: readonly PagePoint[],
	symbol: TacticalSymbol,
	drawing: SymbolDrawing,
): PlanMarkShape {
	const look = drawing.line ?? (LINE_LOOKS.line as NonNullable<(typeof LINE_LOOKS)[string]>).cn;
	return {
		d: drawPath(points, false),
		ticks: `${drawHeads(points, look)}${drawTicks(points, look)}`,
		hatch: '',
		isArea: false,
		dash: dashOf(look.dashPx),
		width: look.widthPx * LINE_SHARE,
		tone: symbol.tone,
	};
}

/** A mark that is an area, with its hatch. */
export function drawMarkArea(
	rings: readonly (readonly PagePoint[])[],
	symbol: TacticalSymbol,
	drawing: SymbolDrawing,
): PlanMarkShape {
	const { area } = drawing;
	return {
		d: rings.map((ring) => drawPath(ring, true)).join(''),
		ticks: '',
		hatch: area && area.hatch !== 'none' ? drawHatch(rings[0] ?? [], area.hatch === 'cross') : '',
		isArea: true,
		dash: dashOf(area?.dashPx ?? null),
		width: (area?.widthPx ?? 3) * LINE_SHARE,
		tone: symbol.tone,
	};
}

/** Lines at 45 degrees over the box of a ring; crossed ones also the other way. */
export function drawHatch(ring: readonly PagePoint[], isCrossed: boolean, stepPt = HATCH_STEP_PT): string {
	if (ring.length === 0) return '';
	const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
	const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	const height = bottom - top;
	let d = '';
	for (let x = left - height; x < right; x += stepPt) {
		d += `M${at([x, bottom])}L${at([x + height, top])}`;
		if (isCrossed) d += `M${at([x, top])}L${at([x + height, bottom])}`;
	}
	return d;
}

function drawHeads(points: readonly PagePoint[], { head }: LineLook): string {
	if (head === 'none' || points.length < 2) return '';
	const end = drawHead(points.at(-2) as PagePoint, points.at(-1) as PagePoint);
	return head === 'both' ? end + drawHead(points[1] as PagePoint, points[0] as PagePoint) : end;
}

function drawHead([fromX, fromY]: PagePoint, tip: PagePoint): string {
	const angle = Math.atan2(tip[1] - fromY, tip[0] - fromX);
	const wing = (turn: number): PagePoint => [
		tip[0] - HEAD_PT * Math.cos(angle + turn),
		tip[1] - HEAD_PT * Math.sin(angle + turn),
	];
	return `M${at(wing(0.45))}L${at(tip)}L${at(wing(-0.45))}`;
}

/** Small strokes at equal steps along a line: which line it is can be told without its colour. */
function drawTicks(points: readonly PagePoint[], { ticks }: LineLook): string {
	if (ticks === 'none') return '';
	let d = '';
	let left = TICK_STEP_PT / 2;
	for (const [i, to] of points.entries()) {
		const from = points[i - 1];
		if (!from) continue;
		const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
		if (length === 0) continue;
		const along: PagePoint = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
		for (; left < length; left += TICK_STEP_PT) {
			d += drawTick([from[0] + along[0] * left, from[1] + along[1] * left], along, ticks);
		}
		left -= length;
	}
	return d;
}

function drawTick([x, y]: PagePoint, [ax, ay]: PagePoint, kind: LineLook['ticks']): string {
	/** A place beside the line: so far along it and to its side. */
	const by = (along: number, side: number): PagePoint => [
		x + (ax * along - ay * side) * TICK_PT,
		y + (ay * along + ax * side) * TICK_PT,
	];
	switch (kind) {
		case 'crosses':
			return `M${at(by(-0.8, -0.8))}L${at(by(0.8, 0.8))}M${at(by(-0.8, 0.8))}L${at(by(0.8, -0.8))}`;
		case 'teeth':
			return `M${at([x, y])}L${at(by(0, 1.3))}`;
		case 'bars':
			return `M${at(by(0, -1))}L${at(by(0, 1))}`;
		case 'chevrons':
			return `M${at(by(-0.8, -1))}L${at([x, y])}L${at(by(-0.8, 1))}`;
		case 'none':
			return '';
	}
}
