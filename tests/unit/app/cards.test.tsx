// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { RoutesRow } from '../../../src/app/command/cards/routes-row.tsx';
import { SurroundingsCard } from '../../../src/app/command/cards/surroundings-card.tsx';
import { TargetCard } from '../../../src/app/command/cards/target-card.tsx';
import { WaterCard } from '../../../src/app/command/cards/water-card.tsx';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { createPackStore } from '../../../src/app/state/pack-store.ts';
import type { Services } from '../../../src/app/state/services.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import { createWhatIfStore } from '../../../src/app/state/what-if-store.ts';
import type { Language } from '../../../src/app/ui/format.ts';
import { ReasoningProvider } from '../../../src/app/ui/reasoning.tsx';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { fakeIncident, OUTSIDE, TOWER } from './fake-incident.ts';
import { mount } from './mount.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

function show(children: ReactNode, language: Language = 'zh-CN') {
	const services = {
		ui: createUiStore(),
		selection: createSelectionStore(),
		ways: createWaysStore(),
		live: createLiveStore(),
		pack: createPackStore(),
		whatIf: createWhatIfStore(),
	} as unknown as Services;
	const host = document.createElement('div');
	act(() =>
		mount(host).render(
			<I18nextProvider i18n={createI18n(language)}>
				<Provide services={services}>
					<ReasoningProvider sources={[]}>{children}</ReasoningProvider>
				</Provide>
			</I18nextProvider>,
		),
	);
	return { host, services, text: (host.textContent ?? '').replace(/\s+/g, ' ') };
}

const all = (assessment: Assessment) => (
	<>
		<TargetCard assessment={assessment} />
		<SurroundingsCard assessment={assessment} />
		<RoutesRow incident={fakeIncident('a', { assessment })} />
		<WaterCard assessment={assessment} />
	</>
);

describe('cards of an incident', () => {
	it.each([
		['zh-CN', ['目标建筑', '周边建筑', '行车路线', '水源']],
		['en', ['Target building', 'Surroundings', 'Routes', 'Water']],
	] as const)('regions carry their stable names, %s', (language, names) => {
		for (const assessment of [TOWER, OUTSIDE]) {
			const { host } = show(all(assessment), language);
			expect([...host.querySelectorAll('section')].map((section) => section.getAttribute('aria-label'))).toEqual(names);
		}
	});

	it('every number has its unit and basis; estimated is said before the number', () => {
		const { host, text } = show(<TargetCard assessment={TOWER} />);
		expect(text).toContain('约 79.6 m');
		expect(text).toContain('1,008 m²');
		expect(text).toContain('128 m');
		expect(host.querySelector('dd .tag')?.getAttribute('data-basis')).toBe('estimated');
		expect(host.querySelectorAll('dl.values .tag')).toHaveLength(4);
	});

	it('unknown is the word with its reason, never zero or a dash', () => {
		const target = TOWER.target && {
			...TOWER.target,
			heightM: null,
			floors: null,
			sources: { heightM: { basis: 'unknown' as const, source: 'survey', date: null, note: 'no-floor-count' } },
		};
		const { text } = show(<TargetCard assessment={{ ...TOWER, target }} />);
		expect(text).toContain('高度未知');
		expect(text).toContain('无层数记录');
		expect(text).not.toMatch(/\b0 m|–|--|null|NaN/);
	});

	it.each([
		['zh-CN', ['24.0 m', '册cim · 2026-06', '测绘 21.3 m', '测绘 砖混']],
		['en', ['24.0 m', 'cim · 2026-06', '测绘: 21.3 m', '测绘: masonry']],
	] as [Language, string[]][])('a contradiction is shown under the value that is used, %s', (language, words) => {
		const said = { basis: 'registered' as const, source: 'cim', date: '2026-06-30', note: null };
		const target = TOWER.target && {
			...TOWER.target,
			heightM: 24,
			structure: 'rc-frame' as const,
			sources: {
				heightM: { ...said, others: [{ value: 21.3, source: '测绘' }] },
				floors: said,
				structure: { ...said, others: [{ value: 'masonry', source: '测绘' }] },
			},
		};
		const { host, text } = show(<TargetCard assessment={{ ...TOWER, target }} />, language);
		for (const word of words) expect(text).toContain(word);
		// Only where sources disagree.
		expect(host.querySelectorAll('.others')).toHaveLength(2);
	});

	it('the point near a building says how far and offers the others', () => {
		const target = TOWER.target && { ...TOWER.target, match: 'near' as const, distanceM: 17.3 };
		const candidates = [{ id: 'way/9', fid: 9, name: null, distanceM: 28, lon: 1, lat: 2 }];
		const { text, host, services } = show(<TargetCard assessment={{ ...TOWER, target, candidates }} />);
		expect(text).toContain('最近的一栋在 17 m 外');
		act(() => host.querySelector<HTMLButtonElement>('.btn--link')?.click());
		expect(services.ui.getState().draft).toMatchObject({ lon: 1, lat: 2 });
	});

	it('surroundings say direction, gap and unknown height; a click picks the building', () => {
		const { host, services, text } = show(<SurroundingsCard assessment={TOWER} />);
		expect(text).toContain('100 m 内 1 栋 · 最近 11.0 m');
		expect(host.querySelector('.neighbour')?.textContent).toBe('西11.0 m城中村220 m²未知');
		act(() => host.querySelector<HTMLButtonElement>('.neighbour')?.click());
		expect(services.selection.getState().selected).toMatchObject({ kind: 'building', fid: 2 });
	});

	it('routes say arrival, distance and limits; no route says so', () => {
		const { host } = show(<RoutesRow incident={fakeIncident('a')} />);
		const [first, second] = [...host.querySelectorAll('article')].map((tile) => tile.textContent);
		expect(first).toContain('2:48');
		expect(first).toContain('1.9 km · 车辆 6');
		expect(first).toContain('限高 4.2 m 可过');
		expect(second).toContain('无路可到');
		expect(second).toContain('车辆未知');
	});

	it('a tile opens its way, and closes it again', () => {
		const { host, services } = show(<RoutesRow incident={fakeIncident('a')} />);
		const open = host.querySelector<HTMLButtonElement>('.route__open');
		act(() => open?.click());
		expect(services.selection.getState().selected).toMatchObject({ kind: 'way', id: 'station/s1' });
		expect(open?.getAttribute('aria-expanded')).toBe('true');
		act(() => open?.click());
		expect(services.selection.getState().selected).toBeNull();
	});

	it('no water is a result, outside the city no promise is made', () => {
		expect(show(<WaterCard assessment={{ ...TOWER, water: [] }} />).text).toContain('300 m 内没有水源');
		expect(show(all(OUTSIDE)).text).not.toContain('数据之外未知');
	});

	it('a part that failed is neither empty nor zero', () => {
		const failed = {
			ruleId: 'A5',
			severity: 'unknown' as const,
			code: 'part/failed',
			params: {
				part: 'water',
				errorCode: 'pack/size-mismatch',
				file: 'water.fgb',
				message: 'water.fgb: got 1, expected 2',
			},
			evidence: [],
			basis: { source: 'fengtu', version: '1', observedAtMs: null },
		};
		const { text } = show(<WaterCard assessment={{ ...TOWER, water: [], findings: [failed] }} />);
		expect(text).toContain('水源没有算出来');
		expect(text).toContain('pack/size-mismatch');
		expect(text).not.toContain('没有水源');
	});
});
