import type { RecordedEvent } from '../../../domain/records/change.ts';
import { DISPATCH_TIMES } from '../../../domain/records/dispatch.ts';
import { formatTime } from '../../ui/format.ts';
import { type EventWords, readFields, readNumber, readText, readTexts } from './event-words.ts';
import type { Sayer } from './say-event.ts';

const plate = (words: EventWords, event: RecordedEvent) =>
	readText(words.after(event).plate) || words.nameOf(event.collection, event.id);

const ofPlate: Sayer = (words, event) => words.say(`event.${event.kind}`, { plate: plate(words, event) });

const moved: Sayer = (words, event) =>
	words.say(`event.${event.kind}`, {
		plate: plate(words, event),
		incident: readText(event.set?.incidentId) || event.id,
	});

const withWhat: Sayer = (words, event) => {
	const { answer, reason, unitIds } = words.after(event);
	return words.say(`event.${event.kind}`, {
		what: sayWhat(words, event),
		answer: readText(answer) || words.say('noReason'),
		reason: readText(reason) || words.say('noReason'),
		plates: readTexts(unitIds)
			.map((id) => words.nameOf('unit', id))
			.join(words.say('comma')),
		incident: readText(event.set?.incidentId),
	});
};

/** Sentences of dispatches, units and requests. */
export const FORCE_SAYERS: Readonly<Record<string, Sayer>> = {
	'dispatch/ordered'(words, event) {
		const type = readText(words.after(event).type);
		return words.say(`event.${event.kind}`, {
			plate: plate(words, event),
			type: words.word('codes.vehicleType', type),
		});
	},
	'dispatch/times-told': (words, event) =>
		words.say(`event.${event.kind}`, { plate: plate(words, event), times: sayTimes(words, event) }),
	'dispatch/ended'(words, event) {
		const before = words.before(event);
		const hasTurned = readNumber(event.set?.turnedBackAtMs) !== null && readNumber(before.turnedBackAtMs) === null;
		const times = sayTimes(words, event);
		const name = plate(words, event);
		const sentence = words.say(hasTurned ? 'event.dispatch/turnedBack' : `event.${event.kind}`, { plate: name });
		return times === '' ? sentence : `${sentence}${words.say('comma')}${times}`;
	},
	'dispatch/moved': moved,
	'dispatch/recalled': ofPlate,
	'dispatch/resumed': ofPlate,
	'unit/ordered': ofPlate,
	'unit/recalled': ofPlate,
	'unit/state-set'(words, event) {
		const state = readText(event.set?.state);
		const word = words.word('codes.duty', state);
		return words.say(`event.${event.kind}`, {
			plate: plate(words, event),
			state: word === state ? state : `${state} ${word}`,
		});
	},
	'unit/moved': moved,
	'request/asked': withWhat,
	'request/approved': withWhat,
	'request/sent': withWhat,
	'request/arrived': withWhat,
	'request/refused': withWhat,
	'request/withdrawn': withWhat,
	'request/units-added': withWhat,
	'request/units-recalled': withWhat,
	'request/recalled': withWhat,
	'request/moved': withWhat,
	'request/removed': withWhat,
};

/** The times that an event told or took back: '到场 14:32:07，出水 无'. */
function sayTimes(words: EventWords, event: RecordedEvent): string {
	const before = readFields(words.before(event).times);
	const after = readFields(event.set?.times);
	const told = DISPATCH_TIMES.filter((time) => time in after && after[time] !== (before[time] ?? null));
	const list = told.map((time) => {
		const atMs = readNumber(after[time]);
		return `${words.i18n.t(`codes.dispatchTime.${time}`)} ${atMs === null ? words.say('unset') : formatTime(atMs)}`;
	});
	const turnedMs = event.kind === 'dispatch/times-told' ? readNumber(event.set?.turnedBackAtMs) : null;
	if (turnedMs !== null) list.push(words.say('event.dispatch/turnedBack', { plate: '' }).trim());
	return list.join(words.say('comma'));
}

/** What a request asks for: '2 登高平台车', '20 人', '泡沫 5 t'. */
function sayWhat(words: EventWords, event: RecordedEvent): string {
	const { what, count } = words.after(event);
	const { kind, type, model, skill, name, unit } = readFields(what);
	const number = readNumber(count) ?? words.say('unknownValue');
	if (kind === 'people') return [words.say('people', { count: number }), readText(skill)].filter(Boolean).join(' ');
	if (kind === 'material') return `${readText(name)} ${number} ${readText(unit)}`.trim();
	const typeWord = words.word('codes.vehicleType', type);
	return `${number} × ${[typeWord, readText(model)].filter(Boolean).join(' ')}`;
}
