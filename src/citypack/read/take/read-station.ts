import type { Station } from '../../../domain/station.ts';
import { type Vehicle, vehicleSchema } from '../../../domain/vehicle.ts';
import { STATION_KIND_WORDS } from './point-fields.ts';
import type { PointFields, PointValues } from './point-record.ts';
import type { PointReport, ReadPoint } from './point-taker.ts';
import { readWord } from './read-point-values.ts';

/**
 * Everything of a Station but its id and place. The kind is what its field says, else its name (莞城特勤站). Vehicles are read where
 * the record has them as our own list of vehicles; a number or a text of vehicles tells none of their sizes and is not taken.
 */
export const readStation: ReadPoint<Station> = (values, fields, report) => {
	const name = values.take('name')?.text ?? null;
	return {
		name,
		nameEn: values.take('name_en')?.text ?? null,
		kind: readKind(values, fields) ?? (name === null ? null : readWord(name, STATION_KIND_WORDS)) ?? 'unknown',
		town: values.take('town')?.text ?? null,
		vehicles: readVehicles(values, fields, report),
	};
};

function readKind(values: PointValues, fields: PointFields): Station['kind'] | null {
	const given = values.take('kind');
	if (!given) return null;
	const kind = (given.words?.[given.text] as Station['kind'] | undefined) ?? readWord(given.text, STATION_KIND_WORDS);
	if (kind === null) fields.countUnread(given.field, 'kind');
	return kind;
}

function readVehicles(values: PointValues, fields: PointFields, report: PointReport): Vehicle[] {
	const given = values.take('vehicles');
	if (!given) return [];
	const parsed = vehicleSchema
		.array()
		.safeParse(typeof given.value === 'string' ? parseJson(given.value) : given.value);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	report.repair('bad-vehicles', `${given.field}: ${issue?.path.join('.')}: ${issue?.message}; kept as unknown`);
	fields.countUnread(given.field, 'vehicles');
	return [];
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
