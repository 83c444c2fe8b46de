import { describe, expect, it, vi } from 'vitest';
import { findIsochroneQuery, followAsk, listRouteQueries } from '../../../src/app/state/follow-ask.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import type { CityAnalysis } from '../../../src/client/city-analysis.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { makeAnswer, makeRoute } from './make-way.ts';

vi.stubGlobal('innerWidth', 1920);
vi.stubGlobal('innerHeight', 1080);

/** Two turns of the event loop's microtasks: an answer that is there has been taken. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('the route tool’s questions', () => {
	const { ask } = createWaysStore().getState();
	const ends = {
		from: { lon: 1, lat: 2, name: null, nameEn: null },
		to: { lon: 3, lat: 4, name: null, nameEn: null },
	};

	it('none while an end is missing; three ways of one vehicle, one of each of several', () => {
		expect(listRouteQueries(ask, 0)).toEqual([]);
		expect(listRouteQueries({ ...ask, ...ends }, 5).map(({ query }) => [query.count, query.departAtMs])).toEqual([
			[3, 5],
		]);
		const several = listRouteQueries({ ...ask, ...ends, models: ['car', 'YT68'] }, 0);
		expect(several.map(({ model, query }) => [model.id, query.count, query.vehicle?.heightM])).toEqual([
			['car', 1, 1.5],
			['YT68', 1, 3.97],
		]);
	});

	it('the area in reach is asked for from the start alone', () => {
		expect(findIsochroneQuery({ ...ask, from: ends.from }, 0)).toBeNull();
		expect(findIsochroneQuery({ ...ask, from: ends.from, isochrone: true }, 0)).toMatchObject({
			at: { lon: 1, lat: 2 },
			minutes: [5, 10, 15],
		});
	});

	it('answers are of the last question only; closed, the tool shows nothing', async () => {
		const [live, ui, ways] = [createLiveStore(), createUiStore(), createWaysStore()];
		const findRoute = vi.fn(async () => makeAnswer([makeRoute()]));
		ways.setState({ analysis: { findRoute } as unknown as CityAnalysis });
		followAsk({ live, ui, ways, nowMs: () => 7 });
		ways.setState({ ask: { ...ask, ...ends } });
		await settle();
		expect(findRoute).not.toHaveBeenCalled();
		ui.setState({ tool: 'route' });
		await settle();
		expect(ways.getState().asked).toMatchObject({ status: 'ready', departAtMs: 7 });
		expect(ways.getState().asked.answers).toHaveLength(1);
		ui.setState({ tool: 'none' });
		await settle();
		expect(ways.getState().asked.status).toBe('idle');
	});
});
