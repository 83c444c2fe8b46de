import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEventWords } from '../../../src/app/command/log/event-words.ts';
import { filterEntries, listEntries } from '../../../src/app/command/log/list-entries.ts';
import { isSaid, sayEvent } from '../../../src/app/command/log/say-event.ts';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { formatTime, type Language } from '../../../src/app/ui/format.ts';
import type { RecordedEvent } from '../../../src/domain/records/change.ts';
import { REQUEST_STATES } from '../../../src/domain/records/resource-request.ts';
import { makeEvent, makeHistory } from '../../support/make-history.ts';

const SERVER = join(import.meta.dirname, '../../../src/server');
/** Of these an incident's log tells; the others are no part of one. */
const TOLD = /^(incident|dispatch|unit|task|sector|team|request|note|drawing|measurement|attachment)\//;

/** Every kind of event that the server writes, those that it puts together too. */
function findKinds(): string[] {
	const kinds = new Set<string>();
	for (const file of readdirSync(SERVER, { recursive: true, encoding: 'utf8' })) {
		if (!file.endsWith('.ts')) continue;
		const text = readFileSync(join(SERVER, file), 'utf8');
		for (const [, kind] of text.matchAll(/'([a-z]+\/[a-z-]+)'/g)) if (kind && isKind(text, kind)) kinds.add(kind);
	}
	for (const word of ['task', 'drawing'])
		for (const step of ['added', 'changed', 'removed']) kinds.add(`${word}/${step}`);
	for (const word of ['sector', 'measurement']) kinds.add(`${word}/removed`);
	for (const state of REQUEST_STATES) kinds.add(`request/${state}`);
	for (const step of ['ordered', 'confirmed', 'ended']) kinds.add(`incident/evacuation-${step}`);
	return [...kinds].filter((kind) => TOLD.test(kind)).sort();
}

/** Not a code of an error, which stands as the first argument of one. */
function isKind(text: string, kind: string): boolean {
	return new RegExp(`kind[^;\\n]{0,90}'${kind}'|'${kind}' : '|: '${kind}',? ?(set|$)`, 'm').test(text);
}

const say = (language: Language, events: readonly RecordedEvent[]) => {
	const words = createEventWords(createI18n(language), events);
	return events.map((event) => sayEvent(words, event).text);
};

describe('the log says', () => {
	const kinds = findKinds();

	it('every kind of event that the server writes', () => {
		expect(kinds).toContain('team/par-missed');
		expect(kinds).toContain('dispatch/times-told');
		expect(kinds.length).toBeGreaterThan(45);
		expect(kinds.filter((kind) => !isSaid(kind))).toEqual([]);
	});

	it.each(['zh-CN', 'en'] as Language[])(
		'each of them in words without blanks, of a record that is not known too: %s',
		(language) => {
			for (const kind of kinds) {
				const collection = kind.split('/')[0] as RecordedEvent['collection'];
				const [text] = say(language, [makeEvent(1, 100, [collection, 'x-1', kind], {})]);
				expect(text, kind).toBeTruthy();
				expect(text, kind).not.toMatch(/\{\{|undefined|null|NaN|log\./);
			}
		},
	);

	it('a kind that it does not know by its code', () => {
		expect(say('zh-CN', [makeEvent(1, 1, ['incident', 'i-1', 'incident/teleported'], {})])).toEqual([
			'incident/teleported（i-1）',
		]);
	});

	it('what happened, with its numbers, in both languages', () => {
		const { events } = makeHistory();
		const at = (ms: number) => formatTime(ms);
		expect(say('zh-CN', events)).toEqual([
			'接警：火灾 二级火警，鸿福路 218 号（119 报警）',
			'研判第 1 次完成',
			'派出 粤S·XF101 水罐车',
			'粤S·XF101 受命出动',
			'粤S·XF101 21 途中',
			`粤S·XF101 出动 ${at(130_000)}`,
			'改警情：等级 二级火警 → 三级火警',
			'研判第 2 次完成',
			'粤S·XF101 22 到场',
			`粤S·XF101 到场 ${at(395_000)}`,
			'攻坚一组 4 人进入',
			'电台：电梯停在 15 层',
			'更正：电梯停在 16 层（原文：电梯停在 15 层）',
			'标绘 图形',
			'擦除 图形',
			'攻坚一组 撤出',
			'结案：未说明原因',
		]);
		expect(say('en', events).slice(5, 13)).toEqual([
			`粤S·XF101 departed ${at(130_000)}`,
			'Incident changed: graded Level 2 → Level 3',
			'Assessment 2 made',
			'粤S·XF101 22 on scene',
			`粤S·XF101 arrived ${at(395_000)}`,
			'攻坚一组 went in, 4 people',
			'Radio: 电梯停在 15 层',
			'Corrected: 电梯停在 16 层 (it was: 电梯停在 15 层)',
		]);
	});

	it('accountability with its numbers', () => {
		const team = ['team', 't-1'] as const;
		const events = [
			makeEvent(1, 1, [...team, 'team/added'], { name: '搜救组', people: 5 }),
			makeEvent(2, 2, [...team, 'team/par-short'], { par: { atMs: 2000, people: 3, byName: '' } }),
			makeEvent(3, 3, [...team, 'team/par-missed'], { parMissedMs: 2_500 }),
		];
		expect(say('zh-CN', events)).toEqual([
			'登记 搜救组 5 人',
			'清点 搜救组 只到 3 人，应到 5 人',
			`清点逾期 搜救组，应于 ${formatTime(2500)}`,
		]);
	});
});

describe('lines of the log', () => {
	const { events } = makeHistory();
	const words = createEventWords(createI18n('zh-CN'), events);
	const list = (given: readonly RecordedEvent[]) =>
		listEntries(createEventWords(createI18n('zh-CN'), given), given, new WeakMap());
	const kinds = (entries: readonly { event: RecordedEvent }[]) => entries.map(({ event }) => event.kind);

	it('are narrowed by what they are about, and by every word that is sought', () => {
		const entries = listEntries(words, events, new WeakMap());
		expect(kinds(filterEntries(entries, 'people', ''))).toEqual(['team/entered', 'team/exited']);
		expect(kinds(filterEntries(entries, 'tactics', ''))).toEqual(['drawing/added', 'drawing/removed']);
		expect(kinds(filterEntries(entries, 'notes', ''))).toEqual(['note/added', 'note/changed']);
		expect(kinds(filterEntries(entries, 'times', '到场'))).toEqual(['dispatch/times-told']);
		expect(kinds(filterEntries(entries, 'all', '电梯 16'))).toEqual(['note/changed']);
		expect(filterEntries(entries, 'all', '10.0.0.7')).toHaveLength(entries.length);
	});

	it('say where something happened, and of a late note when', () => {
		const entries = listEntries(words, events, new WeakMap());
		const of = (kind: string) => entries.find(({ event }) => event.kind === kind);
		expect(of('incident/raised')?.said.place).toEqual({ lon: 113.75, lat: 23.02 });
		expect(of('drawing/removed')?.said.place).toEqual({ lon: 113.751, lat: 23.021 });
		expect(of('team/entered')?.said.place).toBeNull();
		expect(of('note/added')?.happenedAtMs).toBe(380_000);
		expect(of('note/added')?.note).toMatchObject({ text: '电梯停在 16 层', version: 13, byId: 'u-1' });
	});

	it('carry the files that were put to their record and not taken off', () => {
		const file = (seq: number, id: string, of: object | null) =>
			makeEvent(
				seq,
				600 + seq,
				['attachment', id, of === null ? 'attachment/removed' : 'attachment/added'],
				of && { of, fileName: `${id}.jpg`, mediaType: 'image/jpeg' },
			);
		const entries = list([
			...events,
			file(20, 'a', { collection: 'note', id: 'n-1' }),
			file(21, 'b', { collection: 'note', id: 'n-1' }),
			file(22, 'a', null),
		]);
		const note = entries.find(({ event }) => event.kind === 'note/added');
		expect(note?.files.map(({ fileName }) => fileName)).toEqual(['b.jpg']);
		expect(entries.filter(({ files }) => files.length > 0)).toHaveLength(1);
	});
});
