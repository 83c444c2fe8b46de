import type { RecordedEvent } from '../../../domain/records/change.ts';
import { formatTime } from '../../ui/format.ts';
import { type EventWords, readFields, readNumber, readText, readTexts } from './event-words.ts';
import { sayChanges } from './say-changes.ts';
import type { Sayer } from './say-event.ts';

/** Name, people, changes ... of a sector or team, as its sentences need them. */
const scene: Sayer = (words, event) => {
	const after = words.after(event);
	const told = readFields(after.par);
	const isPar = event.kind === 'team/par-told' || event.kind === 'team/par-short';
	const missedMs = readNumber(after.parMissedMs);
	return words.say(`event.${event.kind}`, {
		name: readText(after.name) || event.id,
		people: (isPar ? readNumber(told.people) : readNumber(after.people)) ?? words.say('unknownValue'),
		count: readNumber(after.people) ?? words.say('unknownValue'),
		task: sayTask(words, event),
		changes: sayChanges(words, event),
		time: missedMs === null ? words.say('unknownValue') : formatTime(missedMs),
		plates: sayLeft(words, event),
		incident: readText(event.set?.incidentId),
	});
};

/** Sentences of sectors, of teams and of their accountability. */
export const SCENE_SAYERS: Readonly<Record<string, Sayer>> = {
	'sector/added': scene,
	'sector/changed': scene,
	'sector/unit-left': scene,
	'sector/removed': scene,
	'sector/moved': scene,
	'team/added': scene,
	'team/entered': scene,
	'team/changed': scene,
	'team/par-told': scene,
	'team/par-short': scene,
	'team/par-missed': scene,
	'team/exited': scene,
	'team/moved': scene,
	'team/removed': scene,
};

function sayTask(words: EventWords, event: RecordedEvent): string {
	const { task, officer } = words.after(event);
	if (event.collection !== 'sector') return readText(task);
	const named = readText(task) || 'other';
	return [words.word('log.sectorTask', named), readText(officer)].filter(Boolean).join(words.say('comma'));
}

/** Units that a sector had before an event and not after. */
function sayLeft(words: EventWords, event: RecordedEvent): string {
	const after = new Set(readTexts(words.after(event).unitIds));
	return readTexts(words.before(event).unitIds)
		.filter((id) => !after.has(id))
		.map((id) => words.nameOf('unit', id))
		.join(words.say('comma'));
}
