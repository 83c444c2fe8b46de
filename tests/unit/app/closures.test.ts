import { describe, expect, it } from 'vitest';
import { buildClosures } from '../../../src/app/command/closures/build-closures.ts';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import {
	type ClosureDraft,
	canFinish,
	type DraftStep,
	findDraftShape,
	findNewClosure,
	startDraft,
	stepDraft,
} from '../../../src/app/state/closure-draft.ts';
import { newClosureSchema } from '../../../src/domain/closure.ts';
import type { Position } from '../../../src/domain/geo/lon-lat.ts';
import { makeClosure } from '../../support/make-closure.ts';

const [A, B, C]: [Position, Position, Position] = [
	[113.75, 23.02],
	[113.76, 23.02],
	[113.76, 23.03],
];
const add = (at: Position): DraftStep => ({ type: 'add', at });
const run = (draft: ClosureDraft, ...steps: DraftStep[]) => steps.reduce(stepDraft, draft);

describe('drawing a closure', () => {
	it('points are added, taken back and put back; a new point forgets what was taken back', () => {
		const drawn = run(startDraft('line'), add(A), add(B), add(C));
		expect(run(drawn, { type: 'undo' }).points).toEqual([A, B]);
		expect(run(drawn, { type: 'undo' }, { type: 'undo' }, { type: 'redo' }).points).toEqual([A, B]);
		expect(run(drawn, { type: 'undo' }, add(A), { type: 'redo' }).points).toEqual([A, B, A]);
		expect(run(startDraft('line'), { type: 'undo' }).points).toEqual([]);
	});

	it('the second click of a double click is no second point', () => {
		expect(run(startDraft('line'), add(A), add(A)).points).toEqual([A]);
	});

	it('a line needs two points, an area three; undoing the end goes on drawing', () => {
		expect(canFinish(run(startDraft('line'), add(A)))).toBe(false);
		expect(run(startDraft('area'), add(A), add(B), { type: 'finish' }).isDone).toBe(false);
		const done = run(startDraft('area'), add(A), add(B), add(C), { type: 'finish' });
		expect(done.isDone).toBe(true);
		expect(run(done, add(A)).points).toEqual([A, B, C]);
		expect(run(done, { type: 'undo' })).toMatchObject({ isDone: false, points: [A, B, C] });
	});

	it('an area is sent closed, with share of speed and end; the server’s schema takes it', () => {
		const done = { ...run(startDraft('area'), add(A), add(B), add(C), { type: 'finish' }), speedPercent: 50, hours: 4 };
		expect(findDraftShape(done)).toEqual({ type: 'Polygon', coordinates: [[A, B, C, A]] });
		const sent = findNewClosure({ ...done, reason: '积水' }, 1_000);
		expect(sent).toMatchObject({ speedShare: 0.5, reason: '积水', untilMs: 1_000 + 4 * 3_600_000 });
		expect(newClosureSchema.safeParse(sent).success).toBe(true);
		expect(findNewClosure(startDraft('line'), 0)).toBeNull();
	});

	it('one that begins later ends so many hours after its beginning; until lifted has no end', () => {
		const line = run(startDraft('line'), add(A), add(B), { type: 'finish' });
		expect(findNewClosure({ ...line, fromMs: 5_000, hours: 1 }, 1_000)).toMatchObject({
			fromMs: 5_000,
			untilMs: 5_000 + 3_600_000,
		});
		expect(findNewClosure({ ...line, hours: null }, 1_000)?.untilMs).toBeNull();
	});
});

describe('closures on the map', () => {
	const words = (label: readonly { text: string }[]) => label.map(({ text }) => text).join(' ');
	const at = (hours: number, minutes: number) => new Date(2026, 10, 21, hours, minutes).getTime();

	it('say what, why and until when; those to come are told apart', () => {
		const closures = [
			makeClosure('a', { reason: '积水', untilMs: at(18, 30) }),
			makeClosure('b', { fromMs: at(20, 0), speedShare: 0.5 }),
		];
		const [active] = closures;
		const parts = { closures, activeClosures: active ? [active] : [], roads: {} };
		const drawn = buildClosures(parts, at(12, 0), createI18n('zh-CN'));
		expect(drawn.map(({ kind, isFuture, label }) => [kind, isFuture, words(label)])).toEqual([
			['closed', false, '封路 积水 至 18:30'],
			['slow', true, '缓行，车速剩 50 % 20:00 起'],
		]);
		expect(words(buildClosures(parts, at(12, 0), createI18n('en'))[0]?.label ?? [])).toBe(
			'closed road 积水 until 18:30',
		);
	});

	it('the roads they close are drawn once they are known', () => {
		const closures = [makeClosure('a'), makeClosure('b')];
		const drawn = buildClosures({ closures, activeClosures: [], roads: { b: [[A, B]] } }, 0, createI18n('en'));
		expect(drawn.map(({ id, roads }) => [id, roads])).toEqual([
			['a', []],
			['b', [[A, B]]],
		]);
	});

	it('another day is told with its date; a long reason is cut in the label', () => {
		const closure = makeClosure('a', {
			reason: '一二三四五六七八九十一二三四五六七',
			untilMs: at(18, 30) + 86_400_000,
		});
		const parts = { closures: [closure], activeClosures: [closure], roads: {} };
		const [drawn] = buildClosures(parts, at(12, 0), createI18n('zh-CN'));
		expect(words(drawn?.label ?? [])).toBe('封路 一二三四五六七八九十一二三四五… 至 11-22 18:30');
	});
});
