import type { WaterSource } from '../../../domain/water.ts';
import { STATE_WORDS, WATER_KIND_WORDS } from './point-fields.ts';
import type { PointFields, PointValue, PointValues } from './point-record.ts';
import type { PointReport, ReadPoint } from './point-taker.ts';
import { type Measured, readDay, readDiameter, readFlag, readFlow, readVolume, readWord } from './read-point-values.ts';

/** Beyond these no hydrant, pipe or tank is: a slip of the pen or another unit. Assumption, not sourced. */
const MAX_FLOW_LPS = 500;
const DIAMETER_MM = { min: 20, max: 3000 };
const MAX_VOLUME_M3 = 10_000_000;

type Water = Omit<WaterSource, 'id' | 'lon' | 'lat' | 'source'>;

/** Everything of a WaterSource but its id and place; refused where nothing of the record is understood. */
export const readWater: ReadPoint<WaterSource> = (values, fields, report) => {
	const kindValue = values.take('kind');
	const kind = kindValue && readWaterKind(kindValue);
	if (kindValue && kind === null) {
		fields.countUnread(kindValue.field, 'kind');
		report.repair('unknown-kind', `${kindValue.field}=${kindValue.text}, taken as a hydrant`);
	}
	if (!kindValue) {
		if (!values.isKnown && values.unknown.length > 0) {
			const detail = `fields ${values.unknown.slice(0, 6).join(', ')} are not known, expected a mapping file that names them`;
			return { refused: 'unknown-fields', detail };
		}
		report.note('kind-assumed');
	}
	const isHydrant = kind === null || kind === 'hydrant' || kind === 'hydrant-underground';
	return {
		kind: kind ?? 'hydrant',
		name: values.take('name')?.text ?? null,
		state: readState(values, fields),
		flowLps: readFlowLps(values, fields, report),
		diameterMm: readDiameterMm(values, fields, report),
		volumeM3: isHydrant ? null : readVolumeM3(values, fields, report),
		testedOn: readTestedOn(values, fields, report),
	};
};

function readWaterKind({ text, words }: PointValue): WaterSource['kind'] | null {
	return (words?.[text] as WaterSource['kind'] | undefined) ?? readWord(text, WATER_KIND_WORDS);
}

/** One field that says faulty is enough; a hydrant of which nothing is said is unknown, not ok. */
function readState(values: PointValues, fields: PointFields): Water['state'] {
	const said = new Set<Water['state']>();
	for (const { field, text, whenTrue, words } of values.takeAll('state')) {
		const flag = whenTrue && readFlag(text);
		const flagged = whenTrue && flag !== null ? (flag === (whenTrue === 'ok') ? 'ok' : 'faulty') : null;
		const state = (words?.[text] as Water['state'] | undefined) ?? flagged ?? readWord(text, STATE_WORDS);
		if (state) said.add(state);
		else fields.countUnread(field, 'state');
	}
	return (['faulty', 'stale', 'ok'] as const).find((state) => said.has(state)) ?? 'unknown';
}

function readFlowLps(values: PointValues, fields: PointFields, report: PointReport): number | null {
	const given = values.take('flow_lps');
	if (!given) return null;
	const flow = readFlow(given.text, given.unit);
	if (flow.kind === 'no-unit') report.note('flow-without-unit');
	else if (flow.kind === 'value' && flow.value > 0 && flow.value <= MAX_FLOW_LPS) return flow.value;
	else report.repair('bad-flow', told(given, flow, `above 0, up to ${MAX_FLOW_LPS} L/s`));
	fields.countUnread(given.field, 'flow_lps');
	return null;
}

function readDiameterMm(values: PointValues, fields: PointFields, report: PointReport): number | null {
	const given = values.take('diameter_mm');
	if (!given) return null;
	const diameter = readDiameter(given.text, given.unit);
	const { min, max } = DIAMETER_MM;
	if (diameter.kind === 'value' && diameter.value >= min && diameter.value <= max) return Math.round(diameter.value);
	report.repair('bad-diameter', told(given, diameter, `${min} to ${max} mm`));
	fields.countUnread(given.field, 'diameter_mm');
	return null;
}

function readVolumeM3(values: PointValues, fields: PointFields, report: PointReport): number | null {
	const given = values.take('volume_m3');
	if (!given) return null;
	const volume = readVolume(given.text, given.unit);
	if (volume.kind === 'value' && volume.value > 0 && volume.value <= MAX_VOLUME_M3) return volume.value;
	report.repair('bad-volume', told(given, volume, `above 0, up to ${MAX_VOLUME_M3} m3`));
	fields.countUnread(given.field, 'volume_m3');
	return null;
}

function readTestedOn(values: PointValues, fields: PointFields, report: PointReport): string | null {
	const given = values.take('tested_on');
	if (!given) return null;
	const day = readDay(given.text);
	if (day === null) {
		report.repair('bad-date', `${given.field}=${given.text}, expected a date`);
		fields.countUnread(given.field, 'tested_on');
	}
	return day;
}

function told({ field, text, unit }: PointValue, measured: Measured, expected: string): string {
	const found = unit === null || measured.kind === 'unreadable' ? text : `${text} (${unit})`;
	return `${field}=${found}, kept as unknown, expected ${expected}`;
}
