import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { RecordedEvent } from '../../../domain/records/change.ts';
import { type EventWords, readFields, readNumber } from './event-words.ts';
import { FORCE_SAYERS } from './say-force-event.ts';
import { INCIDENT_SAYERS } from './say-incident-event.ts';
import { RECORD_SAYERS } from './say-record-event.ts';
import { SCENE_SAYERS } from './say-scene-event.ts';

/** What the log can be narrowed to, besides all of it. */
export const LOG_FILTERS = ['times', 'force', 'people', 'tactics', 'notes'] as const;
export type LogFilter = (typeof LOG_FILTERS)[number];

/** An event as the log tells it. */
export interface SaidEvent {
	readonly text: string;
	/** null = nowhere in particular. WGS84. */
	readonly place: LonLat | null;
	readonly filters: readonly LogFilter[];
	/** About danger to life: a signal to leave, people not accounted for. */
	readonly isLife: boolean;
}

/** Says one kind of event. */
export type Sayer = (words: EventWords, event: RecordedEvent) => string;

const SAYERS: Readonly<Record<string, Sayer>> = {
	...INCIDENT_SAYERS,
	...FORCE_SAYERS,
	...SCENE_SAYERS,
	...RECORD_SAYERS,
};

const ABOUT_LIFE = new Set(['incident/evacuation-ordered', 'team/par-missed', 'team/par-short']);
const LIFE_STEPS = new Set([
	'incident/raised',
	'incident/acknowledged',
	'incident/closed',
	'incident/reopened',
	'incident/merged',
	'dispatch/times-told',
	'dispatch/ended',
	'dispatch/recalled',
	'dispatch/resumed',
]);

/** Whether the log has a sentence for a kind of event. */
export function isSaid(kind: string): boolean {
	return Object.hasOwn(SAYERS, kind);
}

/** One sentence of what happened; of a kind that this page does not know, its code. */
export function sayEvent(words: EventWords, event: RecordedEvent): SaidEvent {
	const sayer = Object.hasOwn(SAYERS, event.kind) ? SAYERS[event.kind] : undefined;
	return {
		text: sayer ? sayer(words, event) : words.say('event.other', { kind: event.kind, id: event.id }),
		place: findPlace(words, event),
		filters: LOG_FILTERS.filter((filter) => belongs(event, filter)),
		isLife: ABOUT_LIFE.has(event.kind),
	};
}

function belongs({ kind, collection, set }: RecordedEvent, filter: LogFilter): boolean {
	const isEvacuation = kind.startsWith('incident/evacuation-');
	switch (filter) {
		case 'times':
			return LIFE_STEPS.has(kind) || isEvacuation || (kind === 'incident/changed' && set?.level !== undefined);
		case 'force':
			return collection === 'dispatch' || collection === 'unit' || collection === 'request';
		case 'people':
			return collection === 'team' || collection === 'sector' || isEvacuation;
		case 'tactics':
			return (
				collection === 'drawing' ||
				collection === 'measurement' ||
				collection === 'closure' ||
				(kind === 'incident/changed' && set?.phase !== undefined)
			);
		case 'notes':
			return collection === 'note' || collection === 'task' || collection === 'attachment';
	}
}

function findPlace(words: EventWords, event: RecordedEvent): LonLat | null {
	const fields = words.after(event);
	switch (event.collection) {
		case 'incident':
			return event.set !== null && 'lon' in event.set ? readLonLat(event.set) : null;
		case 'note':
			return readLonLat(readFields(fields.place));
		case 'drawing':
			return readPosition(readFields(fields.geometry).coordinates);
		case 'closure':
			return readPosition(readFields(fields.shape).coordinates);
		case 'measurement':
			return Array.isArray(fields.points) ? readLonLat(readFields(fields.points[0])) : null;
		default:
			return null;
	}
}

function readLonLat(fields: Readonly<Record<string, unknown>>): LonLat | null {
	const [lon, lat] = [readNumber(fields.lon), readNumber(fields.lat)];
	return lon === null || lat === null ? null : { lon, lat };
}

/** The first position of GeoJSON coordinates, however deep it lies. */
function readPosition(coordinates: unknown): LonLat | null {
	if (!Array.isArray(coordinates)) return null;
	const [lon, lat] = coordinates;
	return typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : readPosition(lon);
}
