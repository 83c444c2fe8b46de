import { describe, expect, it } from 'vitest';
import { buildPicture } from '../../../src/app/command/map/build-picture.ts';
import { findScaleLength } from '../../../src/app/command/map/scale-length.ts';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { groupHits } from '../../../src/app/shell/group-hits.ts';
import { followIncidents } from '../../../src/app/state/follow-incidents.ts';
import { readPageOptions } from '../../../src/app/state/page-options.ts';
import { findWaitingIncidents } from '../../../src/app/state/use-incident.ts';
import { createLiveStore, putIncident, replaceIncidents } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import type { SearchHit } from '../../../src/domain/api.ts';
import { fakeIncident, TOWER } from './fake-incident.ts';

describe('the shown incident follows the feed', () => {
	function start() {
		const live = createLiveStore();
		const selection = createSelectionStore();
		const stop = followIncidents(live, selection);
		return { live, stop, shown: () => selection.getState().incidentId, selection };
	}

	it('after a reload the newest open incident is shown', () => {
		const { live, shown } = start();
		replaceIncidents(live, [
			fakeIncident('a', { createdAtMs: 1 }),
			fakeIncident('b', { createdAtMs: 2 }),
			fakeIncident('c', { createdAtMs: 3, closedAtMs: 4 }),
		]);
		expect(shown()).toBe('b');
	});

	it('a new alarm is shown at once, a change of a known one is not', () => {
		const { live, shown } = start();
		replaceIncidents(live, [fakeIncident('a')]);
		putIncident(live, fakeIncident('b', { createdAtMs: 2_000 }));
		expect(shown()).toBe('b');
		putIncident(live, fakeIncident('a', { acknowledgedAtMs: 3_000 }));
		expect(shown()).toBe('b');
	});

	it('when the shown one is closed the next open one is shown, else none', () => {
		const { live, shown } = start();
		replaceIncidents(live, [fakeIncident('a'), fakeIncident('b', { createdAtMs: 2_000 })]);
		putIncident(live, fakeIncident('b', { createdAtMs: 2_000, closedAtMs: 3_000 }));
		expect(shown()).toBe('a');
		putIncident(live, fakeIncident('a', { closedAtMs: 4_000 }));
		expect(shown()).toBeNull();
	});

	it('a closed incident that was chosen stays while others change', () => {
		const { live, shown, selection } = start();
		replaceIncidents(live, [fakeIncident('a'), fakeIncident('old', { closedAtMs: 2_000 })]);
		selection.setState({ incidentId: 'old' });
		putIncident(live, fakeIncident('a', { acknowledgedAtMs: 3_000 }));
		expect(shown()).toBe('old');
	});

	it('stops when told to', () => {
		const { live, shown, stop } = start();
		stop();
		replaceIncidents(live, [fakeIncident('a')]);
		expect(shown()).toBeNull();
	});

	it('who waits longest comes first', () => {
		const waiting = findWaitingIncidents([
			fakeIncident('new', { createdAtMs: 9 }),
			fakeIncident('seen', { acknowledgedAtMs: 5 }),
			fakeIncident('old', { createdAtMs: 3 }),
		]);
		expect(waiting.map(({ id }) => id)).toEqual(['old', 'new']);
	});
});

describe('page options', () => {
	it.each([
		['', { gfx: 'full', lang: null, theme: null, signInError: null, isSignedInWindow: false }],
		[
			'?gfx=lite&lang=en&theme=light',
			{ gfx: 'lite', lang: 'en', theme: 'light', signInError: null, isSignedInWindow: false },
		],
		['?lang=zh', { gfx: 'full', lang: 'zh-CN', theme: null, signInError: null, isSignedInWindow: false }],
		[
			'?signInError=oidc/refused',
			{ gfx: 'full', lang: null, theme: null, signInError: 'oidc/refused', isSignedInWindow: false },
		],
		[
			'?gfx=best&lang=fr&theme=pink',
			{ gfx: 'full', lang: null, theme: null, signInError: null, isSignedInWindow: false },
		],
	])('%s', (search, options) => {
		expect(readPageOptions(search)).toEqual({ ...options, view: null });
	});

	it('?view=wall asks for the big screen; another view is the desk', () => {
		expect(readPageOptions('?view=wall').view).toBe('wall');
		expect(readPageOptions('?view=attic').view).toBeNull();
	});
});

describe('the scale bar', () => {
	it.each([
		[0.45, 110, 20],
		[1, 110, 100],
		[1, 100, 100],
		[3.3, 110, 200],
		[95, 110, 10_000],
	])('%d m a pixel in %d px: %d m', (metresPerPixel, maxPx, lengthM) => {
		expect(findScaleLength(metresPerPixel, maxPx)).toBe(lengthM);
	});
});

describe('search results', () => {
	it('are grouped by kind in the order of the first hit', () => {
		const hit = (kind: SearchHit['kind'], id: string): SearchHit => ({
			kind,
			id,
			name: id,
			nameEn: null,
			town: null,
			lon: 0,
			lat: 0,
			buildingId: null,
			datum: null,
			inexact: false,
		});
		const groups = groupHits([hit('poi', '1'), hit('town', '2'), hit('poi', '3')]);
		expect(groups.map(({ kind, hits }) => [kind, hits.map(({ id }) => id)])).toEqual([
			['poi', ['1', '3']],
			['town', ['2']],
		]);
	});
});

describe('the alarm picture', () => {
	const OWN_FID = ({ fid }: { fid: number }) => fid;
	const words = (label: readonly { text: string }[] | null | undefined) => label?.map(({ text }) => text).join('');

	it('labels carry units and say what is estimated; an unknown height has no dimension', () => {
		const { target, neighbours, water } = buildPicture(fakeIncident('a'), createI18n('zh-CN'), 'zh-CN', OWN_FID);
		expect(words(target?.title)).toBe('荣汇大厦 24 层');
		expect(words(target?.heightLabel)).toBe('约 79.6 m');
		expect(words(neighbours[0]?.gapLabel)).toBe('11.0 m');
		expect(words(water[0]?.label)).toBe('H-0231 46 m');
	});

	it('takes the fids of the city data on screen; one that is not in them has none', () => {
		const { target, neighbours } = buildPicture(fakeIncident('a'), createI18n('en'), 'en', ({ id }) =>
			id === TOWER.target?.id ? 77 : null,
		);
		expect(target?.fid).toBe(77);
		expect(neighbours.map(({ fid }) => fid)).toEqual(neighbours.map(() => null));
	});

	it('speaks English', () => {
		const { target } = buildPicture(fakeIncident('a'), createI18n('en'), 'en', OWN_FID);
		expect(words(target?.heightLabel)).toBe('about 79.6 m');
	});
});
