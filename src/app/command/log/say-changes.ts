import type { RecordedEvent } from '../../../domain/records/change.ts';
import { zhCnLog } from '../../i18n/log/zh-cn-log.ts';
import { formatTime } from '../../ui/format.ts';
import { type EventWords, readFields, readNumber } from './event-words.ts';

/** Set with others, and said by no one. */
const SILENT = new Set(['district', 'duplicates', 'byId', 'stateSinceMs', 'par', 'parMissedMs', 'exitedAtMs', 'lat']);

/** Which fields an event changed, from what to what: '等级 二级火警 → 三级火警；被困人数 无 → 2'. */
export function sayChanges(words: EventWords, event: RecordedEvent): string {
	const before = words.before(event);
	return Object.entries(event.set ?? {})
		.filter(([field, value]) => !SILENT.has(field) && JSON.stringify(value) !== JSON.stringify(before[field] ?? null))
		.map(([field, value]) => sayChange(words, event, field, before[field], value))
		.join(words.say('stop'));
}

function sayChange(words: EventWords, event: RecordedEvent, field: string, before: unknown, after: unknown): string {
	if (field === 'lon') {
		const { lon, lat } = { ...words.before(event), ...event.set };
		return words.say('event.incident/place', { place: `${lon}, ${lat} WGS84` });
	}
	const name = field in zhCnLog.log.field ? words.say(`field.${field}`) : words.say('field.other', { field });
	return words.say('changeOf', {
		field: name,
		before: sayValue(words, event, field, before),
		after: sayValue(words, event, field, after),
	});
}

/** The value of a field in words. */
function sayValue(words: EventWords, { collection }: RecordedEvent, field: string, value: unknown): string {
	const unset = words.say('unset');
	if (value === null || value === undefined || value === '') return unset;
	if (field.endsWith('AtMs') && typeof value === 'number') return formatTime(value);
	if (field === 'level') return words.word('codes.level', value);
	if (field === 'type') return words.word('codes.incidentType', value);
	if (field === 'phase') return words.word('log.phase', value);
	if (field === 'task' && collection === 'sector') return words.word('log.sectorTask', value);
	if (field === 'state' && collection === 'task') return words.word('log.taskState', value);
	if (field === 'sectorId') return words.nameOf('sector', String(value));
	if (field === 'unitId') return words.nameOf('unit', String(value));
	if (field === 'unitIds' && Array.isArray(value)) {
		return value.map((id) => words.nameOf('unit', String(id))).join(words.say('comma')) || unset;
	}
	if (field === 'wind') return sayWind(value);
	if (Array.isArray(value)) return value.map(String).join(words.say('comma')) || unset;
	if (typeof value === 'object') return JSON.stringify(value);
	return String(value);
}

function sayWind(value: unknown): string {
	const { fromDeg, speedMps } = readFields(value);
	return `${readNumber(fromDeg) ?? '?'}° ${readNumber(speedMps) ?? '?'} m/s`;
}
