import { basename } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import type { Crs } from '../../domain/geo/crs.ts';
import type { InputKind } from './input-spec.ts';
import type { OpenInput, SourceRecord } from './source-record.ts';
import { ROAD_FIELDS, recogniseName, TURN_FIELDS } from './take/road-fields.ts';

/** Records looked at. */
const SAMPLE = 200;
/** Areas this wide in the middle of their sizes are towns, not buildings. Assumption: few buildings reach half of it. */
const TOWN_EXTENT_M = 1200;
const M_PER_DEGREE = 111_320;

const STATION_WORDS = /station|firehouse|消防站|消防队|消防所|救援站|救援队|队站|消防署|分署/i;
const WATER_WORDS = /hydrant|water|cistern|tank|消火栓|消防栓|水源|水鹤|取水|水池|消防水|消火栓|防火水槽/i;
const SIGNAL_WORDS = /traffic.?(light|signal)|signals?\b|信号灯|信號燈|红绿灯|紅綠燈|交通灯/i;
const TURN_WORDS = /turns?\b|restriction|禁转|转向|轉向/i;
const ROAD_WORDS = /road|street|highway|centerline|centreline|道路|路网|路網|公路|街道|街路|中心线/i;
const STATION_FIELDS = /^(vehicles?|crew|engines?|车辆|车辆数|消防车|执勤车辆|人员|指战员)$/i;
const WATER_FIELDS =
	/hydrant|消火栓|消防栓|^(flow|flow_lps|pressure|pressure_mpa|diameter|diameter_mm|volume|volume_m3)$|出水量|流量|水压|管径|口径|容量|蓄水/i;

/** What an input holds, and by what it was told. */
interface ToldKind {
	readonly kind: InputKind;
	/** 'given', 'areas as large as towns', 'points, by the file name' ...: for people. */
	readonly by: string;
}

/**
 * What does an input of one layer hold, when its spec does not say? Areas are buildings, or towns when they are as large; lines are roads
 * by the file's name or a field with a class; points are water, stations or signals, and tables turn restrictions too, by the file's name,
 * then by the names of their fields.
 * @throws UsageError `build/kind-unknown` when that does not tell
 */
export async function tellKind(path: string, input: OpenInput, crs: Crs, signal?: AbortSignal): Promise<ToldKind> {
	const sample = await readSample(input, signal);
	const areas = sample.filter(({ geometry }) => geometry.kind === 'area');
	const points = sample.filter(({ geometry }) => geometry.kind === 'point');
	if (areas.length > 0 && areas.length >= points.length) {
		const extents = areas.map((record) => extentM(record, crs)).sort((a, b) => a - b);
		return (extents[Math.floor(extents.length / 2)] as number) >= TOWN_EXTENT_M
			? { kind: 'towns', by: 'areas as large as towns' }
			: { kind: 'buildings', by: 'areas' };
	}
	const name = basename(path);
	const fields = [...(input.fields ?? []), ...new Set(sample.flatMap(({ properties }) => Object.keys(properties)))];
	const isTable = input.fields !== null && sample.every(({ geometry }) => geometry.kind === 'empty');
	const lines = sample.filter(({ geometry }) => geometry.kind === 'line');
	if (lines.length > 0 && lines.length >= points.length) {
		if (ROAD_WORDS.test(name)) return { kind: 'roads', by: 'lines, by the file name' };
		const field = fields.find((one) => recogniseName(one, ROAD_FIELDS).role === 'class');
		if (field) return { kind: 'roads', by: `lines with a field ${field}` };
	}
	if (points.length > 0 || isTable) {
		const roles = new Set(fields.map((field) => recogniseName(field, TURN_FIELDS).role));
		if (TURN_WORDS.test(name) && roles.has('from') && roles.has('to')) {
			return { kind: 'turns', by: 'the file name and its fields' };
		}
		if (SIGNAL_WORDS.test(name)) return { kind: 'signals', by: 'points, by the file name' };
		if (STATION_WORDS.test(name)) return { kind: 'stations', by: 'points, by the file name' };
		if (WATER_WORDS.test(name)) return { kind: 'water', by: 'points, by the file name' };
		const station = fields.find((field) => STATION_FIELDS.test(field));
		if (station) return { kind: 'stations', by: `points with a field ${station}` };
		const water = fields.find((field) => WATER_FIELDS.test(field));
		if (water) return { kind: 'water', by: `points with a field ${water}` };
	}
	if (sample.length === 0) return { kind: 'buildings', by: 'nothing in it' };
	const found = points.length > 0 || isTable ? 'points' : `${sample[0]?.geometry.kind} geometry`;
	throw new UsageError(
		'build/kind-unknown',
		`${path}: got ${found} that neither the file name nor the fields (${fields.slice(0, 8).join(', ')}) tell apart, expected ${lines.length > 0 ? `roads=${path}` : `water=${path} or stations=${path}`}; attributes of buildings are given with --join`,
		{ context: { input: path, fields } },
	);
}

/** Thrown through the reader to stop it. */
const ENOUGH = new Error('enough');

async function readSample(input: OpenInput, signal?: AbortSignal): Promise<SourceRecord[]> {
	const sample: SourceRecord[] = [];
	const stop = new AbortController();
	const sink = {
		record: (record: SourceRecord) => {
			if (sample.length < SAMPLE) sample.push(record);
			else stop.abort(ENOUGH);
			stop.signal.throwIfAborted();
		},
		bad: () => stop.signal.throwIfAborted(),
	};
	try {
		await input.readAll(sink, { signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal });
	} catch (error) {
		if (!stop.signal.aborted) throw error;
	}
	return sample;
}

/** Longer side of a record's box. */
function extentM({ geometry }: SourceRecord, crs: Crs): number {
	if (geometry.kind !== 'area') return 0;
	let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const ring of geometry.polygons.flat()) {
		for (let i = 0; i + 1 < ring.length; i += 2) {
			minX = Math.min(minX, ring[i] as number);
			maxX = Math.max(maxX, ring[i] as number);
			minY = Math.min(minY, ring[i + 1] as number);
			maxY = Math.max(maxY, ring[i + 1] as number);
		}
	}
	const extent = Math.max(maxX - minX, maxY - minY);
	return crs.unit === 'degrees' ? extent * M_PER_DEGREE : extent;
}
