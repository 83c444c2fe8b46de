import type { Assessment } from '../../../domain/assessment.ts';
import { createLocalPlane } from '../../../domain/geo/local-plane.ts';
import type { LonLat, PolygonRings, Position } from '../../../domain/geo/lon-lat.ts';
import type { Drawing } from '../../../domain/records/drawing.ts';
import {
	type Plan,
	type PlanKey,
	type PlanMarkShape,
	type PlanShape,
	type PlanSymbol,
	SYMBOL_PT,
} from '../../../domain/report/plan.ts';
import { findPlainSymbol, findSymbol } from '../../../domain/tactics/symbols.ts';
import { sizeLetters } from '../../../scene/style/tactical-marks.ts';
import { findScaleLength } from '../../command/map/scale-length.ts';
import {
	formatDistance,
	formatFlow,
	formatGap,
	formatHeight,
	formatNumber,
	joinQuantity,
	pickName,
} from '../../ui/format.ts';
import type { ReportParts } from '../report-parts.ts';
import { drawMarkArea, drawMarkLine, drawPath, type PagePoint } from './mark-shapes.ts';
import { placeWords, type WordWish } from './place-words.ts';

/** Width of an A4 page without its margins, points. */
const SIZE_PT = 515;
const MM_PER_PT = 25.4 / 72;
const SCALE_BAR_PT = 110;
const SAMPLE_LINE: readonly PagePoint[] = [
	[1, 5.5],
	[23, 5.5],
];
const SAMPLE_AREA: readonly PagePoint[] = [
	[3, 1.5],
	[21, 1.5],
	[21, 9.5],
	[3, 9.5],
];
const ROUTES = ['route-1', 'route-2', 'route-3'] as const;
const ORDER: readonly PlanKey[] = [
	...(['target', 'neighbour', 'alarm', 'hydrant', 'hydrant-off', 'hose', ...ROUTES] as const),
	...(['zone-active', 'zone-contingent', 'spot'] as const),
];

/**
 * The plan of a square of 2 x `radiusM` round the target (round the alarm where there is none), north up: what the assessment found there and
 * the marks that were drawn. Labels that would overlap are left out and counted.
 */
export function buildPlan(parts: ReportParts, radiusM: number): Plan {
	const { report, assessed, i18n } = parts;
	const { t } = i18n;
	const assessment = assessed?.assessment ?? null;
	const centre = findCentre(report.incident, assessment);
	const plane = createLocalPlane(centre);
	const ptPerM = SIZE_PT / 2 / radiusM;
	const toPage = (position: Position): PagePoint => {
		const [x, y] = plane.toXY(position);
		return [SIZE_PT / 2 + x * ptPerM, SIZE_PT / 2 - y * ptPerM];
	};
	const area = (polygons: readonly PolygonRings[]) =>
		polygons.flatMap((rings) => rings.map((ring) => drawPath(ring.map(toPage), true))).join('');
	const isOn = ([x, y]: PagePoint) => x > 0 && x < SIZE_PT && y > 0 && y < SIZE_PT;
	const shapes = assessment ? drawAssessment(assessment, area, toPage) : [];
	const symbols: PlanSymbol[] = [];
	const wishes: WordWish[] = [];
	const addSymbol = (at: PagePoint, kind: PlanSymbol['kind'], text: string) => {
		if (!isOn(at)) return;
		symbols.push({ x: at[0], y: at[1], kind, turnDeg: 0, glyph: null });
		if (text !== '') wishes.push({ x: at[0], y: at[1], text, clearPt: SYMBOL_PT / 2 });
	};
	if (assessment) addWords(parts, assessment, toPage, addSymbol, wishes);
	const { lon, lat } = report.incident;
	addSymbol(toPage([lon, lat]), 'alarm', '');
	const drawn = report.marks.map((mark) => drawMark(mark, parts, toPage));
	const onPlan = drawn.filter(({ at }) => isOn(at));
	const markSymbols = onPlan.flatMap(({ symbol }) => symbol ?? []);
	for (const { at, label, symbol } of onPlan) {
		if (label !== '') wishes.push({ x: at[0], y: at[1], text: label, clearPt: symbol ? SYMBOL_PT / 2 : 2 });
	}
	const all = [...symbols, ...markSymbols];
	const { labels, hidden } = placeWords(
		wishes.filter(({ x, y }) => isOn([x, y])),
		all,
		SIZE_PT,
	);
	const lengthM = findScaleLength(1 / ptPerM, SCALE_BAR_PT);
	const scale = Math.round(1000 / (ptPerM * MM_PER_PT) / 10) * 10;
	return {
		title: t(radiusM >= 300 ? 'report.plan.wide' : 'report.plan.close', { radius: radiusM }),
		sizePt: SIZE_PT,
		shapes,
		markShapes: drawn.flatMap(({ shape }) => shape ?? []),
		symbols: all,
		labels,
		scale: {
			lengthPt: lengthM * ptPerM,
			text: joinQuantity(formatDistance(lengthM)),
			note: t('report.plan.scale', { scale: formatNumber(scale) }),
		},
		legend: listKeys(shapes, symbols).map((key) => ({ key, text: t(`report.plan.key.${key}`) })),
		marks: listMarks(onPlan),
		notes: [
			t(
				assessment
					? assessment.target
						? 'report.plan.noBasemap'
						: 'report.plan.noTarget'
					: 'report.plan.noAssessment',
			),
			...(hidden > 0 ? [t('report.plan.hidden', { count: hidden })] : []),
		],
	};
}

/** The middle of the target's box, else the alarm. */
function findCentre({ lon, lat }: LonLat, assessment: Assessment | null): LonLat {
	const ring = assessment?.target?.polygons[0]?.[0];
	if (!ring || ring.length === 0) return { lon, lat };
	const [lons, lats] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
	return {
		lon: (Math.min(...lons) + Math.max(...lons)) / 2,
		lat: (Math.min(...lats) + Math.max(...lats)) / 2,
	};
}

function drawAssessment(
	{ target, surroundings, stations, supply, zones, aerial }: Assessment,
	area: (polygons: readonly PolygonRings[]) => string,
	toPage: (position: Position) => PagePoint,
): PlanShape[] {
	const line = (positions: readonly Position[]) => drawPath(positions.map(toPage), false);
	return [
		...surroundings.map(({ polygons }): PlanShape => ({ look: 'neighbour', d: area(polygons) })),
		...(target ? [{ look: 'target', d: area(target.polygons) } as const] : []),
		...(zones?.zones ?? []).map(({ state, polygons }): PlanShape => ({ look: `zone-${state}`, d: area(polygons) })),
		...stations.flatMap(({ geometry }, i): PlanShape[] => {
			const look = ROUTES[i];
			return geometry && look ? [{ look, d: line(geometry) }] : [];
		}),
		...(supply?.sources ?? [])
			.filter(({ counted, hoseLine }) => counted && hoseLine.length > 1)
			.map(({ hoseLine }): PlanShape => ({ look: 'hose', d: line(hoseLine) })),
		...(aerial?.spots ?? [])
			.filter(({ verdict }) => verdict !== 'unusable')
			.map(({ corners }): PlanShape => ({ look: 'spot', d: drawPath(corners.map(toPage), true) })),
	].filter(({ d }) => d !== '');
}

/** What is written on the plan, the most important first. */
function addWords(
	{ i18n, language }: ReportParts,
	{ target, surroundings, water, supply, aerial, stations }: Assessment,
	toPage: (position: Position) => PagePoint,
	addSymbol: (at: PagePoint, kind: PlanSymbol['kind'], text: string) => void,
	wishes: WordWish[],
): void {
	const { t } = i18n;
	const middle = target?.polygons[0]?.[0];
	if (target && middle) {
		const height = target.heightM === null ? t('report.unknown') : joinQuantity(formatHeight(target.heightM));
		const [x, y] = middleOf(middle.map(toPage));
		wishes.push({ x, y, text: `${target.name ?? t('target.region')} ${height}`, clearPt: 2 });
	}
	const suppliedIds = new Set(supply?.sources.flatMap(({ id, counted }) => (counted ? [id] : [])));
	for (const { id, lon, lat, state, flowLps } of [...water].sort(
		(a, b) => Number(suppliedIds.has(b.id)) - Number(suppliedIds.has(a.id)),
	)) {
		const flow = flowLps === null ? t('report.unknown') : joinQuantity(formatFlow(flowLps));
		addSymbol(toPage([lon, lat]), state === 'ok' ? 'hydrant' : 'hydrant-off', `${id} ${flow}`);
	}
	for (const { id, corners, verdict } of aerial?.spots ?? []) {
		if (verdict === 'unusable') continue;
		const [x, y] = middleOf(corners.map(toPage));
		wishes.push({ x, y, text: id, clearPt: 3 });
	}
	for (const { gapM, gapLine, heightM } of surroundings) {
		if (!gapLine) continue;
		const [x, y] = middleOf(gapLine.map(toPage));
		const height = heightM === null ? '' : ` / ${joinQuantity(formatHeight(heightM))}`;
		wishes.push({ x, y, text: `${joinQuantity(formatGap(gapM))}${height}`, clearPt: 2 });
	}
	for (const { lon, lat, name, nameEn, id } of stations) {
		addSymbol(toPage([lon, lat]), 'station', pickName(name, nameEn, language) ?? id);
	}
}

function middleOf(points: readonly PagePoint[]): PagePoint {
	const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
	return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

interface DrawnMark {
	readonly at: PagePoint;
	readonly shape: PlanMarkShape | null;
	readonly symbol: PlanSymbol | null;
	readonly label: string;
	/** Of the legend: its word and, of a line or area, a sample. */
	readonly name: string;
	readonly sample: PlanMarkShape | null;
}

function drawMark(mark: Drawing, { i18n, symbols }: ReportParts, toPage: (position: Position) => PagePoint): DrawnMark {
	const { geometry, headingDeg, label } = mark;
	const known = findSymbol(mark.symbol);
	const symbol = known ?? findPlainSymbol(geometry.type);
	const drawing = symbol.drawings[symbols];
	const nameKey = `marks.name.${symbol.code}`;
	const name = i18n.exists(nameKey) ? (i18n.t as (key: string) => string)(nameKey) : symbol.code;
	switch (geometry.type) {
		case 'Point': {
			const at = toPage(geometry.coordinates);
			const { glyph } = drawing;
			const placed: PlanSymbol = {
				...{ x: at[0], y: at[1], kind: 'mark', turnDeg: headingDeg ?? 0 },
				glyph: glyph && { ...glyph, lettersY: glyph.lettersY ?? 16, lettersPx: sizeLetters(glyph.letters) },
			};
			return { at, shape: null, symbol: placed, label, name, sample: null };
		}
		case 'LineString': {
			const points = geometry.coordinates.map(toPage);
			const at = points[Math.floor(points.length / 2)] as PagePoint;
			const sample = drawMarkLine(SAMPLE_LINE, symbol, drawing);
			return { at, shape: drawMarkLine(points, symbol, drawing), symbol: null, label: label || name, name, sample };
		}
		case 'Polygon': {
			const rings = geometry.coordinates.map((ring) => ring.map(toPage));
			const at = middleOf(rings[0] as readonly PagePoint[]);
			const sample = drawMarkArea([SAMPLE_AREA], symbol, drawing);
			return { at, shape: drawMarkArea(rings, symbol, drawing), symbol: null, label: label || name, name, sample };
		}
	}
}

/** Each symbol once, by its word. */
function listMarks(drawn: readonly DrawnMark[]): Plan['marks'] {
	const byName = new Map(
		drawn.map(({ name, symbol, sample }) => [
			name,
			{ text: name, symbol: symbol && { ...symbol, turnDeg: 0 }, sample },
		]),
	);
	return [...byName.values()];
}

function listKeys(shapes: readonly PlanShape[], symbols: readonly PlanSymbol[]): PlanKey[] {
	const used = new Set<string>([...shapes.map(({ look }) => look), ...symbols.map(({ kind }) => kind)]);
	return ORDER.filter((key) => used.has(key));
}
