import type { RecordedEvent } from '../../../domain/records/change.ts';
import { formatArea, formatNumber, joinQuantity } from '../../ui/format.ts';
import { type EventWords, readFields, readNumber, readText } from './event-words.ts';
import { sayChanges } from './say-changes.ts';
import type { Sayer } from './say-event.ts';

const incidentOf = ({ set }: RecordedEvent) => readText(set?.incidentId);

const note: Sayer = (words, event) => {
	const { kind, text } = words.after(event);
	return words.say(`event.${event.kind}`, {
		kind: words.word('log.kinds', readText(kind) || 'note'),
		text: readText(text),
		before: readText(words.before(event).text),
		incident: incidentOf(event),
	});
};

const task: Sayer = (words, event) => {
	const { title, reports } = words.after(event);
	const report = readFields(Array.isArray(reports) ? reports.at(-1) : null);
	return words.say(`event.${event.kind}`, {
		title: readText(title) || event.id,
		text: readText(report.text),
		changes: sayChanges(words, event),
		incident: incidentOf(event),
	});
};

const drawing: Sayer = (words, event) =>
	words.say(`event.${event.kind}`, { mark: nameMark(words, event), incident: incidentOf(event) });

const measurement: Sayer = (words, event) => {
	const { kind, name } = words.after(event);
	return words.say(`event.${event.kind}`, {
		what: [words.word('log.measured', kind), readText(name)].filter(Boolean).join(' '),
		value: sayMeasured(words, event),
		incident: incidentOf(event),
	});
};

const closure: Sayer = (words, event) => {
	const { reason, speedShare } = words.after(event);
	const isSlow = event.kind === 'closure/added' && (readNumber(speedShare) ?? 0) > 0;
	return words.say(isSlow ? 'event.closure/slow' : `event.${event.kind}`, {
		reason: readText(reason) || words.say('noReason'),
	});
};

const attachment: Sayer = (words, event) =>
	words.say(`event.${event.kind}`, { name: readText(words.after(event).fileName) || event.id });

/** Sentences of notes, tasks, drawings, measurements, closures and attachments. */
export const RECORD_SAYERS: Readonly<Record<string, Sayer>> = {
	'note/added': note,
	'note/changed': note,
	'note/moved': note,
	'note/removed': note,
	'task/added': task,
	'task/changed': task,
	'task/reported': task,
	'task/removed': task,
	'task/moved': task,
	'drawing/added': drawing,
	'drawing/changed': drawing,
	'drawing/removed': drawing,
	'drawing/moved': drawing,
	'measurement/added': measurement,
	'measurement/changed': measurement,
	'measurement/removed': measurement,
	'measurement/moved': measurement,
	'closure/added': closure,
	'closure/changed': closure,
	'closure/lifted': closure,
	'attachment/added': attachment,
	'attachment/removed': attachment,
	'attachment/moved': attachment,
};

/** The word of a mark's symbol or model, with what was written to it. */
function nameMark(words: EventWords, event: RecordedEvent): string {
	const { symbol, label, truck } = words.after(event);
	const code = readText(symbol);
	const name =
		readText(readFields(truck).model) || (code === '' ? words.say('plainMark') : words.word('marks.name', code));
	return [name, readText(label)].filter(Boolean).join(' ');
}

function sayMeasured({ say, after }: EventWords, event: RecordedEvent): string {
	const { kind, value } = after(event);
	const number = readNumber(value);
	if (number === null) return say('unknownValue');
	if (kind === 'bearing') return `${formatNumber(number, 1)}°`;
	if (kind === 'plan-area' || kind === 'facade-area') return joinQuantity(formatArea(number));
	return `${formatNumber(number, 2)} m`;
}
