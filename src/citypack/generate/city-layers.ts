import type { LayerFeature } from '../../domain/pack/layer-geometry.ts';
import { faceRing } from './build-skeleton.ts';
import { type PlanePoint, parseSketch, toPosition, toX, toY } from './city-plane.ts';
import { landFeature, placeFeature } from './layer-records.ts';
import type { CityPlan } from './plan-city.ts';
import { createRng, valueNoise } from './rng.ts';
import { COAST_ENDS, PEARL_ESTUARY } from './sketch/outline.ts';
import { offsetLine } from './smooth-line.ts';
import { findTown, traceTownBorders } from './town-cells.ts';
import { daysBefore, placeHydrants, waterFeature } from './water-records.ts';

/** Seed of the field that says where unbuilt land is wooded. */
const WOOD_FIELD = 7;

/** Land that is not a built quarter: waters, woods, and fields where nothing was built. */
export function describeLand(plan: CityPlan, isBuilt: (quarter: number) => boolean): LayerFeature[] {
	const { skeleton } = plan;
	const land: LayerFeature[] = [];
	land.push(
		landFeature('sea', 'water', '狮子洋', 'Shiziyang', [
			[...findCoast(skeleton.outline), ...parseSketch(PEARL_ESTUARY)],
		]),
	);
	skeleton.rivers.forEach(({ sketch, line }, i) => {
		const left = offsetLine(line, sketch.halfWidthM, false);
		const right = offsetLine(line, -sketch.halfWidthM, false);
		land.push(landFeature(`river-${i + 1}`, 'water', sketch.name, sketch.nameEn, [[...right, ...left.reverse()]]));
	});
	skeleton.hills.forEach(({ sketch, ring }, i) => {
		land.push(landFeature(`hill-${i + 1}`, 'forest', sketch.name, sketch.nameEn, [ring]));
	});
	skeleton.reservoirs.forEach(({ sketch, ring }, i) => {
		land.push(landFeature(`reservoir-${i + 1}`, 'water', sketch.name, sketch.nameEn, [ring]));
	});
	for (const quarter of plan.quarters) {
		if (isBuilt(quarter.index)) continue;
		const ring = quarter.block.x.map((x, i): PlanePoint => [x, quarter.block.y[i] as number]);
		const town = plan.towns[findTown(plan.cells, quarter.x, quarter.y)];
		const awayM = town ? Math.hypot(quarter.x - toX(town.fact.lon), quarter.y - toY(town.fact.lat)) : 0;
		const wooded = !town?.fact.delta && awayM > 3500 && valueNoise(quarter.x, quarter.y, 2600, WOOD_FIELD) > 0.6;
		land.push(landFeature(`field-${quarter.index}`, wooded ? 'forest' : 'farmland', null, null, [ring]));
	}
	skeleton.arrangement.faces.forEach((face, f) => {
		if (skeleton.faceKinds[f] !== 'corridor') return;
		land.push(landFeature(`verge-${f}`, 'park', null, null, [faceRing(skeleton.arrangement, face)]));
	});
	return land;
}

/** The stretch of the outline that is coast, from south to north. */
function findCoast(outline: readonly PlanePoint[]): PlanePoint[] {
	const [north, south] = parseSketch(COAST_ENDS).map((end) => {
		const away = outline.map((point) => Math.hypot(point[0] - end[0], point[1] - end[1]));
		return away.indexOf(Math.min(...away));
	}) as [number, number];
	const coast: PlanePoint[] = [];
	for (let i = north; i !== south; i = (i + 1) % outline.length) coast.push(outline[i] as PlanePoint);
	coast.push(outline[south] as PlanePoint);
	return coast.reverse();
}

/** Rivers as lines with their names, and the borders between towns. */
export function describeLines(plan: CityPlan): LayerFeature[] {
	const line = (
		kind: string,
		name: string | null,
		nameEn: string | null,
		points: readonly PlanePoint[],
	): LayerFeature => ({
		geometry: { type: 'LineString', coordinates: points.map((point) => toPosition(point[0], point[1])) },
		properties: { kind, name, name_en: nameEn },
	});
	const { skeleton } = plan;
	return [
		...skeleton.rivers.map((river) =>
			line(river.sketch.canal ? 'canal' : 'river', river.sketch.name, river.sketch.nameEn, river.line),
		),
		...traceTownBorders(plan.cells, skeleton.outline).map((border) => line('boundary', null, null, border)),
		line('boundary', '东莞市', 'Dongguan', [...skeleton.outline, skeleton.outline[0] as PlanePoint]),
	];
}

const HYDRANT_CLASSES: readonly string[] = ['trunk', 'primary', 'secondary', 'tertiary', 'residential'];

/** Hydrants along the city's own streets, and places to draw from rivers and reservoirs. */
export function describeWater(plan: CityPlan, seed: number): LayerFeature[] {
	const { net, skeleton } = plan;
	const features: LayerFeature[] = [];
	net.streets.forEach((street, i) => {
		const { spec } = street;
		// Expressways and their ramps have none; nor have bridges.
		if (!street.kept || spec.bridge || spec.oneway === 1 || !HYDRANT_CLASSES.includes(spec.roadClass)) return;
		features.push(...placeHydrants(net, i, `HM-${i + 1}`, createRng(seed, `hydrants main ${i}`)));
	});
	let serial = 0;
	const addIntakes = (name: string, bank: readonly PlanePoint[], everyM: number): void => {
		const rng = createRng(seed, `intakes ${name} ${bank.length}`);
		let next = everyM * rng.range(0.3, 0.7);
		let along = 0;
		let count = 0;
		for (let i = 0; i + 1 < bank.length; i++) {
			const [a, b] = [bank[i] as PlanePoint, bank[i + 1] as PlanePoint];
			const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
			for (; next < along + length; next += everyM * rng.range(0.7, 1.3)) {
				const t = (next - along) / length;
				const luck = rng.next();
				const state = luck < 0.7 ? 'ok' : luck < 0.85 ? 'stale' : 'unknown';
				serial++;
				count++;
				const days = state === 'stale' ? 500 : 60;
				features.push(
					waterFeature({
						id: `natural-${serial}`,
						kind: 'natural',
						x: a[0] + (b[0] - a[0]) * t,
						y: a[1] + (b[1] - a[1]) * t,
						name: `${name}取水点${count}`,
						state,
						flowLps: null,
						diameterMm: null,
						volumeM3: null,
						testedOn: state === 'unknown' ? null : daysBefore(days + rng.int(0, 90)),
					}),
				);
			}
			along += length;
		}
	};
	for (const { sketch, line } of skeleton.rivers) {
		addIntakes(`${sketch.name}左岸`, offsetLine(line, sketch.halfWidthM - 4, false), 1400);
		addIntakes(`${sketch.name}右岸`, offsetLine(line, 4 - sketch.halfWidthM, false), 1400);
	}
	for (const { sketch, ring } of skeleton.reservoirs) addIntakes(sketch.name, offsetLine(ring, 4, true), 1100);
	return features.filter((feature) => isInCity(plan, feature));
}

function isInCity(plan: CityPlan, feature: LayerFeature): boolean {
	if (feature.properties.kind !== 'natural' || feature.geometry.type !== 'Point') return true;
	const [lon, lat] = feature.geometry.coordinates;
	const bounds = cityBounds(plan);
	return lon > bounds[0] && lat > bounds[1] && lon < bounds[2] && lat < bounds[3];
}

/** The box around the city's outline, WGS84. */
export function cityBounds(plan: CityPlan): [number, number, number, number] {
	const { outline } = plan.skeleton;
	const xs = outline.map((point) => point[0]);
	const ys = outline.map((point) => point[1]);
	const [west, south] = toPosition(Math.min(...xs), Math.min(...ys));
	const [east, north] = toPosition(Math.max(...xs), Math.max(...ys));
	return [west, south, east, north];
}

/** Towns, villages and the city's own streets, to be searched for. */
export function describePlaces(plan: CityPlan): LayerFeature[] {
	const places: LayerFeature[] = [];
	for (const town of plan.towns) {
		const { fact } = town;
		const [x, y] = [plan.cells.x[town.row] as number, plan.cells.y[town.row] as number];
		const common = { town: fact.name, buildingId: null, category: null };
		places.push(
			placeFeature({
				id: `town-${fact.adcode}`,
				kind: 'town',
				name: fact.name,
				nameEn: fact.nameEn,
				x,
				y,
				rank: 0,
				...common,
			}),
		);
		town.villages.forEach((village, i) => {
			const rural = i > 4;
			places.push(
				placeFeature({
					id: `village-${fact.adcode}-${i + 1}`,
					kind: 'village',
					name: `${village.name.zh}${rural ? '村' : '社区'}`,
					nameEn: `${village.name.en} ${rural ? 'Village' : 'Community'}`,
					x: village.x,
					y: village.y,
					rank: 10,
					...common,
				}),
			);
		});
	}
	return [...places, ...describeStreetPlaces(plan)];
}

/** One place for each named street in each town it runs through: at the middle of its longest piece there. */
function describeStreetPlaces(plan: CityPlan): LayerFeature[] {
	const { net } = plan;
	const best = new Map<string, { street: number; segment: number; town: number; pieces: number }>();
	net.streets.forEach((street, i) => {
		if (!street.kept || street.spec.name === null) return;
		for (let s = street.firstSegment; s < street.endSegment; s++) {
			const town = findTown(plan.cells, net.x0[s] as number, net.y0[s] as number);
			const key = `${town} ${street.spec.name}`;
			const found = best.get(key);
			if (!found) best.set(key, { street: i, segment: s, town, pieces: 1 });
			else if (Number.isInteger(Math.log2(++found.pieces))) Object.assign(found, { street: i, segment: s });
		}
	});
	return [...best.values()].map(({ street, segment, town }, i) => {
		const { spec } = net.streets[street] as (typeof net.streets)[number];
		const isMain = spec.roadClass === 'trunk' || spec.roadClass === 'primary' || spec.roadClass === 'motorway';
		return placeFeature({
			id: `street-m-${i + 1}`,
			kind: 'street',
			name: spec.name as string,
			nameEn: spec.nameEn,
			x: ((net.x0[segment] as number) + (net.x1[segment] as number)) / 2,
			y: ((net.y0[segment] as number) + (net.y1[segment] as number)) / 2,
			town: plan.towns[town]?.fact.name ?? null,
			buildingId: null,
			category: null,
			rank: isMain ? 20 : 30,
		});
	});
}
