import { buildSkeleton, type Skeleton } from './build-skeleton.ts';
import { divideCity, type Quarter } from './divide-city.ts';
import { layMainStreets, type MainStreets } from './lay-main-streets.ts';
import { chooseVillageNames, quarterName, type TwoNames } from './names.ts';
import type { CivicKind, QuarterZone } from './quarter-plan.ts';
import { createRng, hashKey, valueNoise } from './rng.ts';
import { TOWNS, type TownFact } from './sketch/towns.ts';
import { StreetNet } from './street-net.ts';
import { findTown, fitTownCells, type TownCells } from './town-cells.ts';

/** A quarter with what is planned there. */
export interface PlannedQuarter extends Quarter {
	readonly index: number;
	zone: QuarterZone;
	name: TwoNames;
	readonly civic: CivicKind[];
	station: TwoNames | null;
	landmark: boolean;
}

/** A village or community: a name and where it lies. */
interface Village {
	readonly name: TwoNames;
	readonly x: number;
	readonly y: number;
}

/** One town's quarters in the order in which they are built up: from the seat outward. */
export interface TownPlan {
	readonly fact: TownFact;
	readonly row: number;
	readonly order: readonly PlannedQuarter[];
	readonly villages: readonly Village[];
}

/** All that is decided before any building is drawn; the same for every number of buildings. */
export interface CityPlan {
	readonly skeleton: Skeleton;
	readonly main: MainStreets;
	readonly net: StreetNet;
	readonly cells: TownCells;
	readonly quarters: readonly PlannedQuarter[];
	readonly towns: readonly TownPlan[];
}

/** Buildings a square kilometre of each zone holds, as measured on generated cities. */
export const CAPACITY_PER_KM2: Record<QuarterZone, number> = {
	village: 3550,
	'old-village': 4950,
	rural: 1900,
	industry: 235,
	housing: 385,
	centre: 275,
	green: 3,
};

/** Buildings the plan's mix of zones is made for: the full city of the brief. */
const FULL_CITY = 1_700_000;
const GROUP = 12;

/** Plans the whole city: lines, quarters, towns, zones, names. */
export function planCity(seed: number): CityPlan {
	const skeleton = buildSkeleton(seed);
	const net = new StreetNet();
	const main = layMainStreets(skeleton, net, seed);
	const cells = fitTownCells(skeleton.outline);
	const quarters = divideCity(skeleton, main, net, seed).map(
		(quarter, index): PlannedQuarter => ({
			...quarter,
			index,
			zone: 'green',
			name: { zh: '', en: '' },
			civic: [],
			station: null,
			landmark: false,
		}),
	);
	const byTown: PlannedQuarter[][] = TOWNS.map(() => []);
	for (const quarter of quarters) byTown[findTown(cells, quarter.x, quarter.y)]?.push(quarter);
	const towns = byTown.map((list, row) => planTown(row, list, cells, seed));
	placeLandmark(towns);
	return { skeleton, main, net, cells, quarters, towns };
}

function planTown(row: number, quarters: PlannedQuarter[], cells: TownCells, seed: number): TownPlan {
	const fact = TOWNS[row] as TownFact;
	const [seatX, seatY] = [cells.x[row] as number, cells.y[row] as number];
	const spread = hashKey(seed, 'spread');
	const rank = (quarter: PlannedQuarter): number =>
		Math.hypot(quarter.x - seatX, quarter.y - seatY) * (0.7 + 0.7 * valueNoise(quarter.x, quarter.y, 1900, spread));
	const order = [...quarters].sort((a, b) => rank(a) - rank(b) || a.index - b.index);
	assignZones(order, fact, seed);
	const villages = nameQuarters(order, fact, seed);
	assignCivic(order, fact);
	return { fact, row, order, villages };
}

/** Gives each quarter its zone, so that every stretch of the order holds about the same mix. */
function assignZones(order: readonly PlannedQuarter[], fact: TownFact, seed: number): void {
	const population = TOWNS.reduce((sum, town) => sum + town.population, 0);
	const wanted = (FULL_CITY * fact.population) / population;
	let share = 0.24;
	do {
		share += 0.02;
		mixZones(order, fact, share, seed);
	} while (share < 0.94 && capacityOf(order) < wanted * 1.12);
}

function capacityOf(order: readonly PlannedQuarter[]): number {
	return order.reduce((sum, quarter) => sum + (CAPACITY_PER_KM2[quarter.zone] * quarter.areaM2) / 1e6, 0);
}

function mixZones(order: readonly PlannedQuarter[], fact: TownFact, villageShare: number, seed: number): void {
	const villageField = hashKey(seed, 'village');
	const workField = hashKey(seed, 'work');
	const noise = (quarter: PlannedQuarter, scaleM: number, field: number) =>
		valueNoise(quarter.x, quarter.y, scaleM, field);
	for (let start = 0; start < order.length; start += GROUP) {
		const group = order.slice(start, start + GROUP);
		const area = group.reduce((sum, quarter) => sum + quarter.areaM2, 0);
		const isOuter = start > order.length * 0.55;
		let [taken, rest] = [0, 0];
		group.sort((a, b) => noise(b, 1300, villageField) - noise(a, 1300, villageField) || a.index - b.index);
		const others = group.filter((quarter) => {
			if (taken + quarter.areaM2 / 2 > area * villageShare) return true;
			taken += quarter.areaM2;
			quarter.zone = villageKind(noise(quarter, 900, workField), isOuter, fact.delta);
			return false;
		});
		others.sort((a, b) => noise(a, 1700, workField) - noise(b, 1700, workField) || a.index - b.index);
		for (const quarter of others) {
			const place = (rest + quarter.areaM2 / 2) / Math.max(1, area - taken);
			rest += quarter.areaM2;
			const isPark = (hashKey(seed, `park ${quarter.index}`) >>> 0) % 100 < 6;
			quarter.zone = isPark ? 'green' : otherKind(place, start === 0, isOuter);
		}
	}
	const first = order[0];
	if (first) first.zone = fact.population > 180_000 ? 'centre' : 'village';
}

function villageKind(luck: number, isOuter: boolean, delta: boolean): QuarterZone {
	if (isOuter && luck < (delta ? 0.55 : 0.4)) return 'rural';
	return luck > 0.72 ? 'old-village' : 'village';
}

function otherKind(place: number, isCore: boolean, isOuter: boolean): QuarterZone {
	if (isCore) return place < 0.55 ? 'housing' : 'centre';
	if (isOuter) return place < 0.78 ? 'industry' : 'housing';
	return place < 0.58 ? 'industry' : place < 0.92 ? 'housing' : 'centre';
}

/** Finds villages along the order, at least 1.5 km apart, and names every quarter after the nearest. */
function nameQuarters(order: readonly PlannedQuarter[], fact: TownFact, seed: number): Village[] {
	const rng = createRng(seed, `villages ${fact.adcode}`);
	const names = chooseVillageNames(rng, 400);
	const villages: Village[] = [];
	const counts: number[] = [];
	for (const { x, y } of order) {
		if (villages.some((village) => Math.hypot(village.x - x, village.y - y) < 1500)) continue;
		villages.push({ name: names[villages.length] as TwoNames, x, y });
		counts.push(0);
	}
	for (const quarter of order) {
		let best = 0;
		let least = Infinity;
		villages.forEach((village, i) => {
			const away = Math.hypot(village.x - quarter.x, village.y - quarter.y);
			if (away < least) {
				least = away;
				best = i;
			}
		});
		quarter.name = quarterName(villages[best]?.name as TwoNames, counts[best] as number);
		counts[best] = (counts[best] as number) + 1;
	}
	return villages;
}

const CIVIC_BY_TOWN: readonly CivicKind[] = ['government', 'hospital', 'bus-station', 'telecom', 'library', 'hospital'];

/** Deals the town's large public buildings out to its first quarters, substations and chemical stores to industry. */
function assignCivic(order: readonly PlannedQuarter[], fact: TownFact): void {
	const hosts = order.filter((quarter) => quarter.zone !== 'green' && quarter.areaM2 > 60_000);
	CIVIC_BY_TOWN.forEach((kind, i) => {
		hosts[i % Math.max(1, hosts.length)]?.civic.push(kind);
	});
	if (fact.name === '松山湖') {
		hosts.forEach((quarter, i) => {
			if (i % 5 === 3) quarter.civic.push('laboratory');
		});
	}
	// 立沙岛 in 沙田 is the city's chemical base; elsewhere such stores are few.
	const every = fact.name === '沙田镇' ? 3 : 14;
	order
		.filter((quarter) => quarter.zone === 'industry' && quarter.areaM2 > 90_000)
		.forEach((quarter, i) => {
			if (i % 9 === 4) quarter.civic.push('substation');
			if (i % every === 2) quarter.civic.push('chemical');
		});
}

/** The tallest tower stands in the quarter of 南城 nearest to its seat that has room. */
function placeLandmark(towns: readonly TownPlan[]): void {
	const nancheng = towns.find((town) => town.fact.name === '南城街道');
	const host = nancheng?.order.find((quarter) => quarter.areaM2 > 90_000);
	if (!host) return;
	host.zone = 'centre';
	host.landmark = true;
}
