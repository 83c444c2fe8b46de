import { formatPosition } from '../../ui/format.ts';
import { readFields, readNumber, readText } from './event-words.ts';
import { sayChanges } from './say-changes.ts';
import type { Sayer } from './say-event.ts';

const plain: Sayer = (words, { kind }) => words.say(`event.${kind}`);
const withReason: Sayer = (words, { kind, reason }) =>
	words.say(`event.${kind}`, { reason: reason || words.say('noReason') });

/** Sentences of the incident itself. */
export const INCIDENT_SAYERS: Readonly<Record<string, Sayer>> = {
	'incident/raised'(words, { kind, set }) {
		const { type, origin, given, lon, lat, level } = set ?? {};
		const place = readText(readFields(given).address) || formatPosition(readNumber(lon) ?? 0, readNumber(lat) ?? 0);
		const typeWord = words.word('codes.incidentType', type);
		const levelWord = typeof level === 'number' ? ` ${words.word('codes.level', level)}` : '';
		return words.say(`event.${kind}`, {
			type: `${typeWord}${levelWord}`,
			place,
			origin: words.word('codes.origin', origin),
		});
	},
	'incident/acknowledged': plain,
	'incident/changed': (words, event) => words.say(`event.${event.kind}`, { changes: sayChanges(words, event) }),
	'incident/assessed': (words, { kind, set }) =>
		words.say(`event.${kind}`, {
			revision: readNumber(readFields(set?.assessed).revision) ?? words.say('unknownValue'),
		}),
	'incident/assessment-stale': plain,
	'incident/duplicates-proposed'(words, { kind, set }) {
		const duplicates = Array.isArray(set?.duplicates) ? set.duplicates : [];
		const ids = duplicates.map((duplicate) => readText(readFields(duplicate).id)).join(words.say('comma'));
		return ids === '' ? words.say('event.incident/duplicates-none') : words.say(`event.${kind}`, { ids });
	},
	'incident/handed-over'(words, { kind, set, reason }) {
		const handovers = Array.isArray(set?.handovers) ? set.handovers : [];
		const { agency, direction } = readFields(handovers.at(-1));
		return words.say(`event.${kind}`, {
			direction: words.word('codes.handover', direction),
			agency: words.word('codes.agency', agency),
			reason,
		});
	},
	'incident/merged': (words, { kind, set, reason }) =>
		words.say(`event.${kind}`, { into: readText(set?.mergedInto), reason }),
	'incident/took-over': withReason,
	'incident/closed': withReason,
	'incident/reopened': withReason,
	'incident/evacuation-ordered': withReason,
	'incident/evacuation-confirmed'(words, { kind, set }) {
		const { confirmed } = readFields(set?.evacuation);
		const last = readFields(Array.isArray(confirmed) ? confirmed.at(-1) : null);
		return words.say(`event.${kind}`, { sector: words.nameOf('sector', readText(last.sectorId)) });
	},
	'incident/evacuation-ended': withReason,
};
