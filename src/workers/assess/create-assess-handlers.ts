import { assessData } from '../../analysis/alert/assess-data.ts';
import { prepareForce } from '../../analysis/alert/force/prepare-force.ts';
import { gatherPlace } from '../../analysis/alert/gather-place.ts';
import type { PlaceData } from '../../analysis/alert/place-data.ts';
import type { RoadIndex } from '../../analysis/routing/road-index.ts';
import { PLAIN_SITUATION } from '../../domain/alert/situation.ts';
import { UnavailableError } from '../../domain/errors.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { City } from '../../domain/pack/city.ts';
import { openCity } from '../../domain/pack/open-city.ts';
import type { LaidRecords } from '../../domain/records/lay-records.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { CallHandlers } from '../call-worker.ts';
import { createHttpSource } from '../http-source.ts';
import type { AssessMessages } from '../messages.ts';
import type { HeldRoads } from '../routing/held-roads.ts';
import { layOverPlace } from './lay-over-place.ts';

/** Assessments made for nobody of the first place gathered: after these the next one finds code compiled. */
const WARM_RUNS = 3;
/** Places whose data is kept: some 2 MB each in a dense town. */
const KEPT_PLACES = 4;

interface OpenPack {
	readonly city: City;
	readonly table: ServiceTable;
	/** By place; the last asked for comes last. */
	readonly places: Map<string, Promise<PlaceData>>;
	isPrepared: boolean;
}

/** Answers about places, by the server's assessment over the same pack and the roads that are held. */
export function createAssessHandlers(roads: HeldRoads): CallHandlers<AssessMessages> {
	let opening: Promise<OpenPack> | null = null;
	let records: LaidRecords = { stations: [], water: [] };

	async function open(packUrl: string, table: ServiceTable): Promise<OpenPack> {
		const city = await openCity((name) => createHttpSource(`${packUrl}${name}`));
		// The graph is in memory already, under its index.
		const readRoadGraph = async (signal = new AbortController().signal) => (await roads.wait(signal)).index.graph;
		return { city: { ...city, readRoadGraph }, table, places: new Map(), isPrepared: false };
	}

	async function waitForPack(signal: AbortSignal): Promise<OpenPack> {
		if (!opening) {
			throw new UnavailableError('assess/not-open', 'assess: got a question, expected assess/open before it');
		}
		const pack = await opening;
		signal.throwIfAborted();
		return pack;
	}

	/** Reads a place once; the reading is shared, so that who gives up stops only himself. */
	async function gather({ city, table, places }: OpenPack, at: LonLat, signal: AbortSignal): Promise<PlaceData> {
		const key = `${at.lon},${at.lat}`;
		const kept = places.get(key);
		places.delete(key);
		const gathering = kept ?? readPlace(city, table, at);
		places.set(key, gathering);
		for (const oldest of [...places.keys()].slice(0, -KEPT_PLACES)) places.delete(oldest);
		try {
			return await gathering;
		} catch (error) {
			if (places.get(key) === gathering) places.delete(key);
			throw error;
		} finally {
			signal.throwIfAborted();
		}
	}

	/** What the first assessment would otherwise wait for is made between messages, once a pack: networks, coverage, compiled code. */
	async function prepare(pack: OpenPack, data: PlaceData, signal: AbortSignal): Promise<void> {
		if (pack.isPrepared) return;
		pack.isPrepared = true;
		const { index, preparer } = await roads.wait(signal);
		const { table } = pack;
		const limitS = table.values['force.firstArrivalS'];
		const nowMs = Date.now();
		preparer.addWork(
			prepareForce(index, { stations: data.stations ?? [], departAtMs: nowMs, limitS, overlays: false }),
		);
		preparer.addWork(warmUp(data, index, { nowMs, table }));
	}

	return {
		'assess/open': async ({ packUrl, table }, signal) => {
			opening = open(packUrl, table);
			await opening;
			signal.throwIfAborted();
			return { output: null };
		},
		'assess/records': async (laid) => {
			records = laid;
			return { output: null };
		},
		'assess/gather': async ({ at }, signal) => {
			const pack = await waitForPack(signal);
			await prepare(pack, await gather(pack, at, signal), signal);
			return { output: null };
		},
		'assess/place': async ({ at, situation, closures, nowMs }, signal) => {
			const pack = await waitForPack(signal);
			const data = layOverPlace(await gather(pack, at, signal), records);
			const { index } = await roads.wait(signal);
			const clockMs = () => performance.now();
			return { output: assessData(data, index, { nowMs, table: pack.table, situation, closures, clockMs }) };
		},
	};
}

/** Assesses a place again and again, one each step, by a wind that turns: all rules run. */
function* warmUp(
	data: PlaceData,
	index: RoadIndex,
	options: { readonly nowMs: number; readonly table: ServiceTable },
): Generator<undefined, void, undefined> {
	for (let run = 0; run < WARM_RUNS; run++) {
		const wind = { fromDeg: run * 90, speedMps: 3, basis: 'said', observedAtMs: null } as const;
		assessData(data, index, { ...options, situation: { ...PLAIN_SITUATION, fireFloor: 1, wind } });
		yield;
	}
}

/**
 * What is damaged in the pack is a result here as on the server; what cannot be reached now is none, as it may be there the next time.
 * @throws UnavailableError of the part that could not be reached
 */
async function readPlace(city: City, { values }: ServiceTable, at: LonLat): Promise<PlaceData> {
	const data = await gatherPlace(city, at, { values });
	const unreachable = data.failures.find(({ error }) => error instanceof UnavailableError);
	if (unreachable) throw unreachable.error;
	return data;
}
