import { parseCrs } from '../../domain/geo/crs.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import type { PackWarning } from '../../domain/pack/manifest.ts';
import type { Place } from '../../domain/place.ts';
import { boxOfRings } from '../clean/ring-measures.ts';
import { createBuildingTableBuilder } from '../model/building-table-builder.ts';
import type { InputCity, TownOutline } from '../model/input-city.ts';
import { tellLayerRejects } from '../model/reject-kind.ts';
import { boundsOfRoads } from './bounds-of-lines.ts';
import { isFgbBuildings } from './fgb-buildings.ts';
import type { InputKind } from './input-spec.ts';
import { listStreets } from './list-streets.ts';
import {
	type LayerBuildings,
	type ReadBuildingsOptions,
	readBuildings,
	readFengtuBuildings,
	threadsFor,
} from './read-buildings.ts';
import { refuseFarAway } from './refuse-far-away.ts';
import { refuseFarRoads } from './refuse-far-roads.ts';
import type { OpenInput } from './source-record.ts';
import type { GivenTaker } from './take/given-taker.ts';
import { createPointTaker, type PointTaker } from './take/point-taker.ts';
import { createRoadTaker } from './take/road-taker.ts';
import { createSignalTaker } from './take/signal-taker.ts';
import type { FieldUse, ReadCounts, TakePlan } from './take/take-plan.ts';
import { createTownTaker } from './take/town-taker.ts';
import { createTurnTaker } from './take/turn-taker.ts';

/** What an input of one layer brought. */
export interface TakenLayer {
	readonly city: Omit<InputCity, 'sources' | 'warnings'>;
	readonly counts: ReadCounts;
	readonly fields: readonly FieldUse[];
	readonly warnings: readonly PackWarning[];
}

/** An input that is open. */
interface OpenedInput {
	readonly path: string;
	readonly encoding?: string;
	readonly input: OpenInput;
}

/** Among search results, as a town of OpenStreetMap. */
const TOWN_RANK = 5;

/** Hands the records of an open input to the taker of their kind. @throws the errors of the format and of the taker */
export async function takeLayer(
	kind: InputKind,
	opened: OpenedInput,
	plan: TakePlan,
	options: ReadBuildingsOptions,
): Promise<TakenLayer> {
	switch (kind) {
		case 'buildings':
			return takeBuildings(opened, plan, options);
		case 'water':
			return takePoints('water', createPointTaker(plan, 'water'), opened, plan, options);
		case 'stations':
			return takePoints('stations', createPointTaker(plan, 'stations'), opened, plan, options);
		case 'towns':
			return takeTowns(opened, plan, options);
		case 'roads':
			return takeRoads(opened, plan, options);
		case 'turns':
			return takeGiven('turns', createTurnTaker(plan), (givenTurns) => ({ givenTurns }), opened, options);
		case 'signals':
			return takeGiven('signals', createSignalTaker(plan), (givenSignals) => ({ givenSignals }), opened, options);
	}
}

const NOTHING = {
	bounds: null,
	roads: [],
	roadNodes: [],
	turnRestrictions: [],
	land: [],
	lines: [],
	water: [],
	stations: [],
	places: [],
	towns: [],
	givenTurns: [],
	givenSignals: [],
	namesBuildings: false,
} as const;

async function takeBuildings(opened: OpenedInput, plan: TakePlan, options: ReadBuildingsOptions): Promise<TakenLayer> {
	const isOurs = await isFengtuFile(opened.path, plan, options.signal);
	const read: LayerBuildings = isOurs
		? await readFengtuBuildings(opened.path, plan, options)
		: await readBuildings(opened, plan, { ...options, threads: threadsFor(opened.path, options.threads) });
	const { table, counts, rejects, fields, madeIds } = refuseFarAway(read, plan.sourceKey);
	const warnings: PackWarning[] = [];
	if (madeIds > 0) {
		const message = `${plan.sourceKey}: got ${madeIds} of ${counts.read} buildings without an id, numbered by ${plan.unit}; such ids change when the file does`;
		warnings.push({ code: 'building/made-ids', source: plan.sourceKey, message });
	}
	return {
		city: {
			...NOTHING,
			buildings: table,
			namesBuildings: true,
			rejects: tellLayerRejects(rejects, 'buildings'),
		},
		counts,
		fields,
		warnings,
	};
}

/** Files of our own building columns are read without a look at single fields. */
async function isFengtuFile(path: string, { fields, crs }: TakePlan, signal?: AbortSignal): Promise<boolean> {
	const { datum, definition } = parseCrs(crs);
	if (!path.toLowerCase().endsWith('.fgb') || fields !== null || datum !== 'wgs84' || definition !== null) return false;
	return isFgbBuildings(path, signal);
}

async function takePoints<K extends 'water' | 'stations'>(
	kind: K,
	taker: PointTaker<InputCity[K][number]>,
	{ input }: OpenedInput,
	{ sourceKey }: TakePlan,
	options: ReadBuildingsOptions,
): Promise<TakenLayer> {
	await input.readAll(taker, options);
	const { points, counts, rejects, fields, notes } = taker.finish();
	return {
		city: {
			...NOTHING,
			buildings: createBuildingTableBuilder().finish(),
			[kind]: points,
			rejects: tellLayerRejects(rejects, kind),
		},
		counts,
		fields,
		warnings: notes.map((note) => ({ ...note, source: sourceKey })),
	};
}

async function takeRoads({ input }: OpenedInput, plan: TakePlan, options: ReadBuildingsOptions): Promise<TakenLayer> {
	const taker = createRoadTaker(plan);
	await input.readAll(taker, options);
	const { roads, counts, rejects, fields, madeIds } = refuseFarRoads(taker.finish(), plan.sourceKey);
	const warnings: PackWarning[] = [];
	if (madeIds > 0) {
		const message = `${plan.sourceKey}: got ${madeIds} of ${counts.read} roads without an id, numbered by ${plan.unit}; turn restrictions that name them break when the file changes`;
		warnings.push({ code: 'road/made-ids', source: plan.sourceKey, message });
	}
	return {
		city: {
			...NOTHING,
			buildings: createBuildingTableBuilder().finish(),
			roads,
			bounds: boundsOfRoads(roads),
			places: listStreets(roads, () => null, plan.sourceKey),
			rejects: tellLayerRejects(rejects, 'roads'),
		},
		counts,
		fields,
		warnings,
	};
}

async function takeGiven<T>(
	kind: 'turns' | 'signals',
	taker: GivenTaker<T>,
	put: (given: readonly T[]) => Partial<Pick<InputCity, 'givenTurns' | 'givenSignals'>>,
	{ input }: OpenedInput,
	options: ReadBuildingsOptions,
): Promise<TakenLayer> {
	await input.readAll(taker, options);
	const { given, counts, rejects, fields } = taker.finish();
	return {
		city: {
			...NOTHING,
			buildings: createBuildingTableBuilder().finish(),
			...put(given),
			rejects: tellLayerRejects(rejects, kind),
		},
		counts,
		fields,
		warnings: [],
	};
}

async function takeTowns({ input }: OpenedInput, plan: TakePlan, options: ReadBuildingsOptions): Promise<TakenLayer> {
	const taker = createTownTaker(plan);
	await input.readAll(taker, options);
	const { towns, counts, rejects, fields } = taker.finish();
	return {
		city: {
			...NOTHING,
			buildings: createBuildingTableBuilder().finish(),
			towns,
			places: towns.map((town) => describeTown(town, plan.sourceKey)),
			rejects: tellLayerRejects(rejects, 'towns'),
		},
		counts,
		fields,
		warnings: [],
	};
}

function describeTown({ name, rings }: TownOutline, source: string): Place {
	const [west, south, east, north] = boxOfRings(rings);
	const middle = (a: number, b: number) => Math.round(((a / E7 + b / E7) / 2) * E7) / E7;
	const at = { lon: middle(west, east), lat: middle(south, north) };
	const rest = { nameEn: null, town: name, buildingId: null, category: null, rank: TOWN_RANK, source };
	return { id: `town/${source}/${name}`, kind: 'town', name, ...at, ...rest };
}
