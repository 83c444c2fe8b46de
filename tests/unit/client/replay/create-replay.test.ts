import { describe, expect, it } from 'vitest';
import { createApi } from '../../../../src/client/api.ts';
import { type CalledRoute, createCaller } from '../../../../src/client/caller.ts';
import { createReplay } from '../../../../src/client/replay/create-replay.ts';
import { createReplaySketch } from '../../../../src/client/replay/create-replay-sketch.ts';
import { createReadOnlyCaller } from '../../../../src/client/replay/read-only-caller.ts';
import { ROUTES } from '../../../../src/domain/api.ts';
import type { IncidentAssessment } from '../../../../src/domain/incident.ts';
import { BARE_INCIDENT } from '../../../support/bare-incident.ts';
import { makeHistory } from '../../../support/make-history.ts';
import { TOWER } from '../../app/fake-incident.ts';

function open(atMs: number | null = null) {
	const read: number[] = [];
	const replay = createReplay({
		history: makeHistory(),
		readRevision: async (incidentId, revision): Promise<IncidentAssessment> => {
			read.push(revision);
			const { inputs } = BARE_INCIDENT.assessed;
			return { incidentId, revision, madeAtMs: 0, inputs, assessment: { ...TOWER, timingsMs: { revision } } };
		},
		atMs,
		packVersion: 'p',
	});
	return { replay, read };
}

const settle = () => new Promise((done) => setTimeout(done));

describe('a replay', () => {
	it('shows the state of its time, and follows when it is set', async () => {
		const { replay } = open();
		expect(replay.live.getState()).toMatchObject({ loaded: true, connection: 'live', serverOffsetMs: 0 });
		expect(replay.live.getState().units[0]?.state).toBe('10');
		replay.clock.seek(450_000);
		expect(replay.live.getState().units[0]?.state).toBe('22');
		expect(replay.live.getState().teams).toHaveLength(1);
		replay.clock.seek(200_000);
		expect(replay.live.getState().units[0]?.state).toBe('21');
		expect(replay.live.getState().teams).toHaveLength(0);
		replay.destroy();
	});

	it('shows the assessment that was the newest then, reads each once, and never a later one', async () => {
		const { replay, read } = open(150_000);
		await settle();
		const shown = () => replay.live.getState().incidents[0]?.assessmentRevision;
		expect(shown()).toBe(1);
		replay.clock.seek(310_000);
		// The one before it, until the wanted one is there.
		expect(shown()).toBe(1);
		await settle();
		expect(shown()).toBe(2);
		replay.clock.seek(150_000);
		expect(shown()).toBe(1);
		expect(read).toEqual([1, 2]);
		replay.clock.seek(100_000);
		expect(shown()).toBeNull();
		replay.destroy();
	});

	it('puts vehicles where they were, in the state they were in', () => {
		const { replay } = open(135_000);
		expect(replay.feed.vehicles.get()).toMatchObject([{ id: 'v1', status: '21', plate: '粤S·XF101' }]);
		expect(replay.feed.vehicles.get()[0]?.lon).toBeCloseTo(113.741, 9);
		replay.clock.seek(100_000);
		expect(replay.feed.vehicles.get()).toEqual([]);
		replay.destroy();
	});

	it('has the marks that were drawn then, and takes none', () => {
		const { replay } = open(525_000);
		const sketch = createReplaySketch('i-1', replay.live);
		expect([...sketch.marks.getState().marks.keys()]).toEqual(['w-1']);
		expect(sketch.marks.getState().readOnly).not.toBeNull();
		expect(sketch.add({ geometry: { type: 'Point', coordinates: [113, 23] } })).toBeNull();
		replay.clock.seek(530_000);
		expect(sketch.marks.getState().marks.size).toBe(0);
		replay.destroy();
	});
});

describe('a caller that only reads', () => {
	const routes = Object.entries(ROUTES) as [string, CalledRoute<never>][];
	const sent: string[] = [];
	const caller = createReadOnlyCaller(
		createCaller({
			fetch: async (input, init) => {
				sent.push(`${init?.method} ${input}`);
				return new Response('{}', { status: 200 });
			},
		}),
	);
	const signal = undefined;

	it('sends nothing that changes something: of all routes only what is read, and questions of the map', async () => {
		const refused: string[] = [];
		for (const [name, route] of routes) {
			await caller.call(route, { params: { id: 'x', format: 'pdf' }, signal }).catch((error: { code?: string }) => {
				if (error.code === 'replay/read-only') refused.push(name);
			});
		}
		expect(sent.filter((line) => !line.startsWith('GET '))).toEqual([
			'POST /api/assess',
			'POST /api/buildings/fids',
			'POST /api/route',
			'POST /api/route/fleet',
			'POST /api/route/isochrone',
			'POST /api/closures/roads',
		]);
		expect(refused).toContain('addNote');
		expect(refused).toContain('raiseIncident');
		expect(refused).toContain('addAttachment');
		expect(refused).toContain('signOut');
	});

	it('says why', async () => {
		await expect(createApi(caller).acknowledgeIncident('i-1')).rejects.toMatchObject({
			code: 'replay/read-only',
			message: 'POST /api/incidents/:id/acknowledge: got a replay, expected the present',
		});
	});
});
