import { Cartesian2 } from 'cesium';
import type { SnapHit } from '../../domain/snap.ts';
import { hatchPolygon } from '../engine/hatch-polygon.ts';
import { drawMeasure, type MeasureLines } from '../engine/measure-lines.ts';
import type { Point3 } from '../engine/prism-edges.ts';
import { paintWall } from '../engine/wall-paint.ts';
import { readPointerRay, watchSnap } from '../engine/watch-snap.ts';
import type { LineStyle } from '../style/line-material.ts';
import { drawHandle } from '../style/road-signs.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import { drawSnapMark } from '../style/snap-mark.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines } from './line-batch.ts';
import type { MeasureTaking, PictureMeasure } from './measure-picture.ts';
import { drawPaint } from './paint-batch.ts';
import { drawPointSymbols, type PointSymbol } from './point-symbols.ts';

/** What is measured on the map: measures that were taken, and the one in hand. */
export interface MeasureProps extends ThemedProps {
	readonly measures: readonly PictureMeasure[];
	/** null = none is being taken. */
	readonly taking: MeasureTaking | null;
	readonly onPoint: (hit: SnapHit) => void;
	/** A double click. */
	readonly onFinish: () => void;
	/** What the pointer or the crosshair is caught by; null = off the map. */
	readonly onHover: (hit: SnapHit | null, by: 'pointer' | 'crosshair') => void;
}

/** Above walls, roofs and ground, so that lines do not flicker in them. */
const LIFT_M = 0.4;
const HANDLE_PX = 12;
const HATCH_M = 3;
const FILL_ALPHA = 0.3;
const LABEL_GAP_PX = 8;
const OPTIONS = { alwaysSeen: true, shrink: null, standsOn: 'middle' } as const;

/** Draws measures with their dimension lines, and takes the points of another. */
export function createMeasureLayer(map: MapContext, props: MeasureProps): Layer<MeasureProps> {
	const { scene, ground, labels, pixelRatio } = map;
	let current = props;
	let hover: SnapHit | null = null;
	let erase: (() => void)[] = [];
	let eraseTaken: (() => void)[] = [];
	let eraseHover: (() => void)[] = [];
	let stopWatching: (() => void) | null = null;
	let asked = new AbortController();

	const style = (change: Partial<LineStyle> = {}): LineStyle => {
		const palette = SCENE_PALETTES[current.theme];
		return {
			colour: palette.dimension,
			widthPx: 2,
			casingColour: palette.routeCasing,
			casingPx: 1.5,
			dashPx: null,
			hiddenAlpha: 0.5,
			...change,
		};
	};
	const spaceOf = (hit: SnapHit): Point3 => [hit.lon, hit.lat, hit.groundM + hit.heightM + LIFT_M];
	const drawOne = ({ kind, points }: PictureMeasure): MeasureLines =>
		drawMeasure(
			kind,
			points.map(({ lon, lat, heightM }) => [lon, lat, ground.heightAt(lon, lat) + heightM + LIFT_M]),
		);
	const fill = ({ area, facade }: MeasureLines): (() => void)[] => {
		const palette = SCENE_PALETTES[current.theme];
		const hatch = { colour: palette.accent, alpha: 0.7 };
		if (area) {
			const strokes = hatchPolygon([area], HATCH_M).map((line) => ground.drape(line, LIFT_M));
			return [
				drawLines(scene, [{ style: style({ colour: palette.accent, widthPx: 1, casingPx: 0 }), lines: strokes }]),
			];
		}
		if (!facade) return [];
		const wall = paintWall(facade.line, [facade.lowM], [facade.highM], 0);
		return [
			drawPaint(scene, { colour: palette.accent, alpha: FILL_ALPHA, hatch }, [wall]),
			drawLines(scene, [{ style: style(), lines: wall.outlines }]),
		];
	};
	const drawMeasures = () => {
		for (const undo of erase) undo();
		const drawn = current.measures.map((measure) => [measure, drawOne(measure)] as const);
		erase = [
			drawLines(scene, [
				{ style: style(), lines: drawn.flatMap(([, { solid }]) => solid) },
				{ style: style({ dashPx: [5, 4] }), lines: drawn.flatMap(([, { dashed }]) => dashed) },
			]),
			...drawn.flatMap(([, lines]) => fill(lines)),
		];
		const said = drawn.flatMap(([{ id, label, rank }, { anchors }], order): MapLabel[] =>
			label
				? [
						{
							id: `measure-${id}`,
							text: label,
							disc: null,
							rank: rank + order / 1000,
							anchors,
							gapPx: LABEL_GAP_PX,
							maximumRangeM: null,
						},
					]
				: [],
		);
		labels.setLabels('measure', said, current.theme);
	};
	/** The points that were set, and the line through them until there is a result to draw. */
	const drawTaken = () => {
		for (const undo of eraseTaken) undo();
		const { taking, theme } = current;
		const handles = (taking?.points ?? []).map((hit, index, all): PointSymbol => {
			const [, , heightM] = spaceOf(hit);
			const image = drawHandle(index === all.length - 1, theme, HANDLE_PX, pixelRatio);
			return { at: hit, heightM, image, pickId: null };
		});
		eraseTaken = [drawPointSymbols(scene, handles, { ...OPTIONS, pixelRatio })];
	};
	const drawHover = () => {
		for (const undo of eraseHover) undo();
		eraseHover = [];
		const { taking, theme } = current;
		if (!taking || !hover) return;
		const last = taking.isDone ? undefined : taking.points.at(-1);
		const first = taking.kind === 'plan-area' && taking.points.length > 1 ? taking.points[0] : undefined;
		const line = [...(last ? [last] : []), hover, ...(first && last ? [first] : [])].map(spaceOf);
		const mark: PointSymbol = {
			at: hover,
			heightM: spaceOf(hover)[2],
			image: drawSnapMark(hover.snap.kind, theme, pixelRatio),
			pickId: null,
		};
		eraseHover = [
			drawLines(scene, [{ style: style({ dashPx: [6, 5] }), lines: line.length > 1 ? [line] : [] }]),
			drawPointSymbols(scene, [mark], { ...OPTIONS, pixelRatio }),
		];
	};
	const follow = (hit: SnapHit | null, by: 'pointer' | 'crosshair') => {
		hover = hit;
		drawHover();
		current.onHover(hit, by);
	};
	const watch = () => {
		const ask = current.taking?.ask ?? null;
		if ((ask !== null) === (stopWatching !== null)) return;
		stopWatching?.();
		stopWatching = null;
		if (!ask) {
			hover = null;
			return;
		}
		// The question goes to whom the tool names then: another version of the city data may have come.
		const askNow: typeof ask = async (ray, signal) => (await current.taking?.ask?.(ray, signal)) ?? null;
		stopWatching = watchSnap(scene, ground, askNow, {
			onPoint: (hit) => hit && current.onPoint(hit),
			onFinish: () => current.onFinish(),
			onHover: (hit) => follow(hit, 'pointer'),
		});
	};
	/** What the keyboard's crosshair is caught by. */
	const lookThrough = async (place: NonNullable<MeasureTaking['crosshair']>) => {
		asked.abort();
		asked = new AbortController();
		const { signal } = asked;
		const ray = readPointerRay(scene, ground, new Cartesian2(place.x, place.y));
		try {
			const hit = ray && current.taking?.ask ? await current.taking.ask(ray, signal) : null;
			if (!signal.aborted) follow(hit, 'crosshair');
		} catch {
			if (!signal.aborted) follow(null, 'crosshair');
		}
	};
	drawMeasures();
	drawTaken();
	watch();

	return {
		update(next) {
			const before = current;
			current = next;
			watch();
			const isThemed = before.theme !== next.theme;
			if (isThemed || before.measures !== next.measures) drawMeasures();
			if (isThemed || before.taking?.points !== next.taking?.points) drawTaken();
			if (isThemed || before.taking !== next.taking) drawHover();
			const place = next.taking?.crosshair ?? null;
			if (place && place !== before.taking?.crosshair) void lookThrough(place);
		},
		destroy() {
			asked.abort();
			stopWatching?.();
			for (const undo of [...erase, ...eraseTaken, ...eraseHover]) undo();
			labels.setLabels('measure', [], current.theme);
		},
	};
}
