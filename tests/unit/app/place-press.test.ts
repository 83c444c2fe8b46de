import { afterEach, describe, expect, it } from 'vitest';
import { limitAsk } from '../../../src/app/command/tactics/settle-mark.ts';
import {
	finishShape,
	leaveSymbol,
	placePress,
	removeVertex,
	shapeMark,
	type TacticsServices,
} from '../../../src/app/command/tactics/tactics-desk.ts';
import { createTacticsStore, takeSymbol } from '../../../src/app/state/tactics-store.ts';
import { createSketchDocument, type SketchDocument } from '../../../src/client/sketch/sketch-document.ts';
import type { NewMark, Sketch } from '../../../src/client/sketch.ts';
import type { AskSnap, SnapHit } from '../../../src/domain/snap.ts';
import { type Mark, markSchema } from '../../../src/domain/tactics/mark.ts';
import { hitGround } from '../../../src/scene/engine/hit-ground.ts';
import { lookDown } from '../../../src/scene/engine/look-down.ts';

const AT = { id: 'i', lon: 113.75, lat: 23.02, phase: 'first-attack', assessment: null };

let document: SketchDocument;
afterEach(() => document.destroy());

/** A page with an open sketch; questions what catches a place are answered by hand. */
function open() {
	document = createSketchDocument({ onChanged: () => {}, onDrawn: () => {} });
	let ids = 0;
	const sketch = {
		incidentId: 'i',
		marks: { getState: () => ({ marks: document.marks }) },
		add(given: NewMark) {
			ids += 1;
			document.put(`m${ids}`, markSchema.parse(given));
			return `m${ids}`;
		},
		change: document.change,
		settle: document.settle,
		remove: document.remove,
	} as unknown as Sketch;
	const tactics = createTacticsStore();
	const services = {
		...{ tactics, sketch: { getState: () => ({ sketch }) }, live: { getState: () => ({ incidents: [AT] }) } },
		...{ ui: { getState: () => ({ view: null }) }, whatIf: { getState: () => ({ assessment: null }) } },
	} as unknown as TacticsServices;
	const asked: { answer: (hit: SnapHit | null) => void; fail: () => void }[] = [];
	const ask: AskSnap = () =>
		new Promise((answer, fail) => asked.push({ answer, fail: () => fail(new Error('no server')) }));
	const press = (lon: number, lat = AT.lat) => {
		const ray = lookDown([lon, lat], 0, 0.5);
		return placePress(services, ask, { hit: hitGround(ray), ray });
	};
	return { services, tactics, asked, press, ask };
}
const take = (services: TacticsServices, symbol: string) => takeSymbol(services.tactics, { symbol, truck: null });
const caughtAt = (lon: number, kind: SnapHit['snap']['kind'] = 'corner'): SnapHit => ({
	...(hitGround(lookDown([lon, AT.lat], 0, 0.5)) as SnapHit),
	snap: { kind, buildingId: null },
});
const lons = (mark: Mark | undefined) => JSON.stringify(mark?.geometry.coordinates).match(/113\.\d+/g);

describe('a click while drawing', () => {
	it('is a mark at once, and moves to what catches it when that is known', async () => {
		const { services, asked, press } = open();
		take(services, 'command-post');
		const done = press(113.76);
		expect(lons(document.marks.get('m1'))).toEqual(['113.76']);
		asked[0]?.answer(caughtAt(113.7601));
		await done;
		expect(document.marks.get('m1')).toMatchObject({ snappedTo: 'corner' });
		expect(lons(document.marks.get('m1'))).toEqual(['113.7601']);
		document.undo();
		expect(document.marks.size).toBe(0);
	});

	it('is kept when Escape follows before the answer, and is caught all the same', async () => {
		const { services, asked, press } = open();
		take(services, 'command-post');
		const done = press(113.76);
		leaveSymbol(services);
		asked[0]?.answer(caughtAt(113.7601));
		await done;
		expect(lons(document.marks.get('m1'))).toEqual(['113.7601']);
	});

	it('stays where it was made when no answer comes, and the tool says so; the next answer ends that', async () => {
		const { services, tactics, asked, press } = open();
		take(services, 'command-post');
		const done = press(113.76);
		asked[0]?.fail();
		await done;
		expect(lons(document.marks.get('m1'))).toEqual(['113.76']);
		expect(document.marks.get('m1')?.snappedTo).toBeNull();
		expect(tactics.getState().isSnapLost).toBe(true);
		const next = press(113.77);
		asked[1]?.answer(null);
		await next;
		expect(tactics.getState().isSnapLost).toBe(false);
	});

	it('a mark that was moved by hand or taken back meanwhile is left alone', async () => {
		const { services, asked, press } = open();
		take(services, 'command-post');
		const first = press(113.76);
		document.change('m1', { geometry: { type: 'Point', coordinates: [113.9, 23] } });
		asked[0]?.answer(caughtAt(113.7601));
		await first;
		expect(lons(document.marks.get('m1'))).toEqual(['113.9']);
		expect(document.marks.get('m1')?.snappedTo).toBeNull();
		const second = press(113.77);
		document.undo();
		asked[1]?.answer(caughtAt(113.7701));
		await second;
		expect([...document.marks.keys()]).toEqual(['m1']);
	});

	it('at the sky is drawn when something catches it, also after Escape', async () => {
		const { services, ask, asked } = open();
		take(services, 'nozzle');
		const done = placePress(services, ask, { hit: null, ray: lookDown([113.76, AT.lat], 0, 0.5) });
		expect(document.marks.size).toBe(0);
		leaveSymbol(services);
		asked[0]?.answer(caughtAt(113.7601, 'facade'));
		await done;
		expect(document.marks.get('m1')).toMatchObject({ snappedTo: 'facade' });
	});

	it('points of a line are there at once; each moves alone, in hand and after the line is finished', async () => {
		const { services, tactics, asked, press } = open();
		take(services, 'cordon');
		const waits = [press(113.76), press(113.77), press(113.78)];
		expect(tactics.getState().points.map(([lon]) => lon)).toEqual([113.76, 113.77, 113.78]);
		asked[1]?.answer(caughtAt(113.7701));
		await waits[1];
		expect(tactics.getState().points.map(([lon]) => lon)).toEqual([113.76, 113.7701, 113.78]);
		expect(finishShape(services)).toBe(true);
		asked[2]?.answer(caughtAt(113.7801));
		asked[0]?.fail();
		await Promise.all(waits);
		expect(lons(document.marks.get('m1'))).toEqual(['113.76', '113.7701', '113.7801']);
		document.undo();
		expect(document.marks.size).toBe(0);
	});

	it('a question without an end ends', async () => {
		const never: AskSnap = (_, signal) =>
			new Promise((__, fail) => signal?.addEventListener('abort', () => fail(signal.reason)));
		await expect(limitAsk(never, 1)(lookDown([113, 23], 0, 1))).rejects.toThrow(/time/);
	});
});

describe('a mark in the hand', () => {
	const line = markSchema.parse({
		geometry: { type: 'LineString', coordinates: [113.1, 113.2, 113.3].map((lon) => [lon, 23]) },
		symbol: 'cordon',
	});

	it('lies at once where it was let go and is caught when the answer comes; undo brings it back whole', async () => {
		const { services, ask, asked } = open();
		document.put('l', line);
		const done = shapeMark(services, ask, {
			...{ kind: 'shape', id: 'l', snappedTo: null, ray: lookDown([113.5, 23], 0, 0.5) },
			edit: { kind: 'vertex', index: 1, at: [113.5, 23] },
		});
		expect(lons(document.marks.get('l'))).toEqual(['113.1', '113.5', '113.3']);
		asked[0]?.answer(caughtAt(113.51, 'road'));
		await done;
		expect(document.marks.get('l')?.snappedTo).toBe('road');
		expect(lons(document.marks.get('l'))).toEqual(['113.1', '113.51', '113.3']);
		document.undo();
		expect(document.marks.get('l')).toEqual(line);
	});

	it('a vehicle is caught by a road, and by no wall', async () => {
		const { services, ask, asked } = open();
		const truck = { model: 'DG53', unitId: null, jackSpreadM: null };
		document.put(
			'v',
			markSchema.parse({ geometry: { type: 'Point', coordinates: [113, 23] }, symbol: 'vehicle-DG', truck }),
		);
		const drop = (lon: number) =>
			shapeMark(services, ask, {
				...{ kind: 'shape', id: 'v', snappedTo: null, ray: lookDown([lon, 23], 0, 0.5) },
				edit: { kind: 'move', at: [lon, 23] },
			});
		const wall = drop(113.2);
		asked[0]?.answer(caughtAt(113.21, 'edge'));
		await wall;
		expect(document.marks.get('v')?.snappedTo).toBeNull();
		const road = drop(113.3);
		asked[1]?.answer(caughtAt(113.31, 'road'));
		await road;
		expect(document.marks.get('v')?.snappedTo).toBe('road');
		expect(document.marks.get('v')?.geometry.coordinates[0]).toBeCloseTo(113.31, 9);
	});

	it('a vertex is taken out and comes back by undo; two of a line stay', async () => {
		const { services } = open();
		document.put('l', line);
		removeVertex(services, 'l', 1);
		expect(lons(document.marks.get('l'))).toEqual(['113.1', '113.3']);
		removeVertex(services, 'l', 0);
		expect(lons(document.marks.get('l'))).toEqual(['113.1', '113.3']);
		document.undo();
		expect(document.marks.get('l')).toEqual(line);
	});
});
