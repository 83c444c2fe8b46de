// @vitest-environment happy-dom
import { act } from 'react';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { AerialCard } from '../../../src/app/command/cards/aerial-card.tsx';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import type { Services } from '../../../src/app/state/services.ts';
import { createWhatIfStore } from '../../../src/app/state/what-if-store.ts';
import type { Language } from '../../../src/app/ui/format.ts';
import { ReasoningProvider } from '../../../src/app/ui/reasoning.tsx';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import type { Aerial, AerialSpot, ApplianceReach } from '../../../src/domain/alert/aerial.ts';
import { packSides, type SideReach } from '../../../src/domain/alert/side-reach.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import { TOWER } from './fake-incident.ts';
import { mount } from './mount.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const NOTHING = { reached: [], missed: [], topM: null, topFloor: null, spotId: null, lowM: [], highM: [] };

function makeReach(model: string, topFloor: number, topM: number) {
	const sides: SideReach[] = [
		{
			...{ sideId: 'S1', missed: [], topM, topFloor, spotId: 'P1', reason: null, lowM: [0], highM: [topM] },
			reached: [{ fromFloor: 1, toFloor: topFloor, spotId: 'P1' }],
		},
		{ sideId: 'S2', ...NOTHING, reason: { code: 'aerial/no-room', params: { freeWidthM: 2.04, neededWidthM: 6.5 } } },
	];
	const rest = { carriesPeople: true, isPlaced: false, sidesReached: 1, bestSpotId: 'P1', axisM: 12 };
	return { model, workHeightM: topM, reachM: 17, sides, topM, topFloor, ...rest };
}

const APPLIANCES = [makeReach('YT32', 9, 30.1), makeReach('YT53', 15, 52.69)];
const { sides, ...TABLES } = packSides(
	APPLIANCES.map((each) => each.sides),
	[{ id: 'P1' }],
);
const SPOT: AerialSpot = {
	...{ id: 'P1', sideId: 'S1', lon: 113.7, lat: 23, headingDeg: 90, corners: [], lengthM: 20, widthM: 10, wallM: 6 },
	...{
		verdict: 'conform',
		failing: [],
		inCollapseZone: 'no',
		carriagewayM: 12,
		carriagewayEstimated: false,
		slope: null,
	},
};
const AERIAL: Aerial = {
	spots: [SPOT],
	candidates: { tried: 40, conform: 1, usable: 3 },
	...TABLES,
	appliances: APPLIANCES.map((each, i): ApplianceReach => ({ ...each, sides: sides[i] ?? [] })),
	storeyM: 3.3,
	suggestedModel: 'YT53',
	operating: { lengthM: 30, neededM: 30, verdict: 'conform' },
	bases: {},
};

function show(assessment: Assessment, language: Language = 'zh-CN') {
	const whatIf = createWhatIfStore();
	const services = { whatIf, selection: createSelectionStore() } as unknown as Services;
	const host = document.createElement('div');
	act(() =>
		mount(host).render(
			<I18nextProvider i18n={createI18n(language)}>
				<Provide services={services}>
					<ReasoningProvider sources={[]}>
						<AerialCard assessment={assessment} />
					</ReasoningProvider>
				</Provide>
			</I18nextProvider>,
		),
	);
	return { host, whatIf };
}

const withAerial = (aerial: Aerial | null): Assessment => ({
	...TOWER,
	aerial,
	situation: { ...TOWER.situation, fireFloor: 18 },
	findings: [],
});

describe('card 2', () => {
	it('says in one line from how many sides the suggested aerial works and up to which floor', () => {
		const { host } = show(withAerial(AERIAL));
		expect(host.querySelector('.card__answer')?.textContent).toBe('2 面中 1 面可作业 · 至 15 层');
		const { host: english } = show(withAerial(AERIAL), 'en');
		expect(english.querySelector('.card__answer')?.textContent).toBe('1 of 2 sides workable · up to floor 15');
	});

	it('says where the told spot ends and floors are reached from another place', () => {
		const reached = TABLES.reaches.reached.map((runs) => (runs[1] === 15 ? [15, 15, -1, 1, 14, 0] : runs));
		const { host } = show(withAerial({ ...AERIAL, reaches: { ...TABLES.reaches, reached } }));
		expect(host.querySelector('.aerial-side')?.textContent).toContain('P1 至 14 层，再高用其他位置');
	});

	it('says of each side the floor and the height, or why not', () => {
		const { host } = show(withAerial(AERIAL));
		const [reached, missed] = [...host.querySelectorAll('.aerial-side')].map((row) => row.textContent);
		// Rounded down: never higher than it gets.
		expect(reached).toContain('至 15 层约 52 m');
		expect(missed).toContain('墙前空地 2.0 m，停车要 6.5 m');
	});

	it('the strip says the same in words, and the fire floor', () => {
		const label = show(withAerial(AERIAL)).host.querySelector('.facades')?.getAttribute('aria-label');
		expect(label).toBe('S1面至 15 层；S2面够不到；起火 18 层');
	});

	it('choosing another aerial shows its reach, without reckoning anew', () => {
		const { host, whatIf } = show(withAerial(AERIAL));
		act(() => whatIf.setState({ model: 'YT32' }));
		expect(host.querySelector('.card__answer')?.textContent).toBe('2 面中 1 面可作业 · 至 9 层');
		expect(whatIf.getState().status).toBe('idle');
	});

	it('a record without an assessment of aerials says so', () => {
		expect(show(withAerial(null)).host.textContent).toContain('没有登高评估');
	});
});
