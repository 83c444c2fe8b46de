// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { assessExposures } from '../../../src/analysis/alert/exposures/assess-exposures.ts';
import { listSurroundings } from '../../../src/analysis/alert/list-surroundings.ts';
import { assessPosts } from '../../../src/analysis/alert/zones/assess-posts.ts';
import { assessZones } from '../../../src/analysis/alert/zones/assess-zones.ts';
import { SurroundingsCard } from '../../../src/app/command/cards/surroundings-card.tsx';
import { ZonesCard } from '../../../src/app/command/cards/zones-card.tsx';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { createPackStore } from '../../../src/app/state/pack-store.ts';

import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { createWhatIfStore } from '../../../src/app/state/what-if-store.ts';
import type { Language } from '../../../src/app/ui/format.ts';
import { ReasoningProvider } from '../../../src/app/ui/reasoning.tsx';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { PLAIN_SITUATION, type Situation } from '../../../src/domain/alert/situation.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { Building } from '../../../src/domain/building.ts';
import { makeBuilding } from '../../support/fake-city.ts';
import { makeSite } from '../../support/make-site.ts';
import { fakeIncident, TOWER } from './fake-incident.ts';
import { mount } from './mount.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
	// The test's page has no popovers.
	Object.assign(HTMLElement.prototype, { showPopover: () => {}, hidePopover: () => {} });
});

const WIND = { fromDeg: 135, speedMps: 3.2, basis: 'measured', observedAtMs: null } as const;
/** 79.6 m high: collapse 119.4 m, facade 31.84 m. */
const TARGET = makeBuilding(1, [-10, -10, 20, 20], { heightM: 79.6, floors: 24, structure: 'rc-shear-wall' });
const ROADS = [{ from: [-300, 90], to: [300, 90], roadClass: 'secondary', name: '鸿福路', widthM: 12 }] as const;

function assess(others: readonly Building[], situation: Partial<Situation> = {}, target = TARGET): Assessment {
	const site = makeSite({ buildings: [target, ...others], roads: ROADS, situation });
	const surroundings = listSurroundings(site);
	const exposures = assessExposures(site, surroundings);
	const zones = assessZones(site);
	const posts = assessPosts(site, zones.value, null);
	return {
		...TOWER,
		target: TOWER.target && {
			...TOWER.target,
			sources: { ...TOWER.target.sources, ...(exposures.value.source && { radiationKwM2: exposures.value.source }) },
		},
		situation: { ...PLAIN_SITUATION, ...situation },
		surroundings,
		exposures: exposures.value.exposures,
		zones: { zones: zones.value, ...posts.value },
		findings: [...exposures.findings, ...zones.findings, ...posts.findings],
	};
}

function show(children: ReactNode, assessment: Assessment, language: Language = 'zh-CN') {
	const incident = fakeIncident('a', { assessment });
	const services = {
		ui: createUiStore(),
		selection: createSelectionStore(),
		live: createLiveStore(),
		pack: createPackStore(),
		whatIf: createWhatIfStore(),
	};
	services.live.setState({ incidents: [incident] });
	services.selection.setState({ incidentId: 'a' });
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
	const press = (selector: string) => act(() => host.querySelector<HTMLElement>(selector)?.click());
	return { host, services, press, text: (host.textContent ?? '').replace(/\s+/g, ' ') };
}

describe('card of zones', () => {
	it('A14 says how far collapse reaches and that it is not active; its switch supposes the fire is fought from outside', () => {
		const assessment = assess([]);
		const { text, host, press, services } = show(<ZonesCard assessment={assessment} />, assessment);
		expect(host.querySelector('section')?.getAttribute('aria-label')).toBe('警戒区');
		expect(text).toContain('倒塌范围约 119 m · 未启用');
		expect(text).toContain('1.5 × 高 =');
		expect(text).toContain('约 32 m');
		expect(text).toContain('风向未知');
		press('[data-zone="collapse"] [aria-pressed]');
		expect(services.whatIf.getState().situation).toEqual({ defensive: true });
		press('[data-zone="collapse"] [aria-pressed]');
		expect(services.whatIf.getState().situation).toEqual({});
	});

	it('A15 with wind the smoke has a direction, marked as indicative, and the upwind side is in the answer', () => {
		const assessment = assess([], { wind: WIND, defensive: true });
		const { text } = show(<ZonesCard assessment={assessment} />, assessment, 'en');
		expect(text).toContain('2 active · upwind SE');
		expect(text).toContain('to NW');
		expect(text).toContain('indicative');
	});

	it('A16 a substance is named with its distance', () => {
		const assessment = assess([], { type: 'hazmat', substance: 'ammonia' });
		const { text } = show(<ZonesCard assessment={assessment} />, assessment);
		expect(text).toContain('氨');
		expect(text).toContain('约 150 m');
		expect(text).toContain('危险物质 UN 1005：四周隔离 150 m');
	});

	it('A17 a post is shown on the map with its layer; its reasons are told', () => {
		const assessment = assess([]);
		const { host, press, services } = show(<ZonesCard assessment={assessment} />, assessment);
		const row = host.querySelector('[data-post="C1"]');
		expect(row?.textContent).toContain('鸿福路');
		expect(row?.querySelector('button')?.title).toContain('+ 路宽 12.0 m，停车后留 4.0 m 车道');
		press('[data-post="C1"] .post__show');
		expect(services.selection.getState().selected).toMatchObject({ kind: 'post', id: 'C1' });
		expect(services.ui.getState().tactics.posts).toBe(true);
		expect(services.ui.getState().request).toMatchObject({ kind: 'fly' });
	});

	it('unknown is the word with the reason; an older record says that it has none', () => {
		const unknown = assess([], {}, { ...TARGET, heightM: null, floors: null });
		expect(show(<ZonesCard assessment={unknown} />, unknown).text).toContain('未知?高度未知');
		const old = show(<ZonesCard assessment={TOWER} />, TOWER);
		expect(old.text).toContain('这条记录没有警戒区');
	});
});

describe('card of surroundings', () => {
	const shop = makeBuilding(1, [-10, -5, 20, 10], { heightM: 12, floors: 3, structure: 'shed', use: 'commercial' });
	const near = makeBuilding(2, [-5, 8, 6, 6], { heightM: 3, floors: 1, name: '传达室' });
	const hot = makeBuilding(3, [-10, -28, 20, 10], { heightM: 12 });

	it('A8 the most threatened is first, with radiation in words and the separation that it should have', () => {
		const assessment = assess([hot, near], {}, shop);
		const { host, text, press } = show(<SurroundingsCard assessment={assessment} />, assessment);
		expect(text).toContain('2 栋可能引燃 · 最近 3.0 m');
		const rows = () => [...host.querySelectorAll('[data-building]')].map((row) => row.getAttribute('data-building'));
		expect(rows()[0]).toBe(assessment.exposures?.[0]?.id);
		expect(text).toContain('约 50.2 kW/m² 毁设备');
		// Shed against a frame: 四级 and 一二级, 9 m (table 5.2.2).
		expect(text).toContain('应 ≥ 9 m');
		press('.card__more button:last-child');
		expect(rows()).toEqual(['b-2', 'b-3']);
	});

	it("A8 a neighbour of unknown height is reckoned by a supposed one; the target's unknown: radiation unknown", () => {
		const assessment = assess([{ ...hot, heightM: null, floors: null }], {}, shop);
		const { host, text, press } = show(<SurroundingsCard assessment={assessment} />, assessment, 'en');
		expect(text).toContain('about 50.2 kW/m²');
		press('.exposure .row-value:last-of-type');
		expect(host.textContent).toContain('reckoned up to a supposed height');
		expect(host.textContent).toContain('Height taken for a neighbour of unknown height');
		const unknown = assess([hot], {}, { ...shop, heightM: null, floors: null });
		expect(show(<SurroundingsCard assessment={unknown} />, unknown, 'en').text).toContain(
			'radiation unknown, no height',
		);
	});
});
