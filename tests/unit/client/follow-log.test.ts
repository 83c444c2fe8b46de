import { describe, expect, it, vi } from 'vitest';
import { followLog } from '../../../src/client/follow-log.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import type { RecordedEvent } from '../../../src/domain/records/change.ts';
import { makeEvent, makeHistory } from '../../support/make-history.ts';

async function open(kept: RecordedEvent[]) {
	vi.useFakeTimers();
	const live = createLiveStore();
	live.setState({ connection: 'live' });
	const asked: number[] = [];
	const api = {
		async listEvents(_: string, since = 0) {
			asked.push(since);
			return { events: kept.filter(({ seq }) => seq > since) };
		},
	};
	const log = followLog({ incidentId: 'i-1', api, live });
	const pass = () => vi.advanceTimersByTimeAsync(400);
	await pass();
	return { log, live, asked, pass, seqs: () => log.state.getState().events.map(({ seq }) => seq) };
}

describe('a log that is followed', () => {
	it('reads all once, then only what is new, once for many changes', async () => {
		const kept = makeHistory().events.slice(0, 3);
		const { live, asked, pass, seqs } = await open(kept);
		expect(seqs()).toEqual([1, 2, 3]);
		kept.push(makeEvent(8, 9, ['note', 'n', 'note/added'], {}));
		live.setState({ changedSeq: { note: 7 } });
		live.setState({ changedSeq: { note: 8 } });
		await pass();
		expect(seqs()).toEqual([1, 2, 3, 8]);
		expect(asked).toEqual([0, 3]);
		vi.useRealTimers();
	});

	it('asks again when the line is back: what was missed is in no message', async () => {
		const { live, asked, pass } = await open(makeHistory().events.slice(0, 2));
		live.setState({ connection: 'offline' });
		await pass();
		live.setState({ connection: 'live' });
		await pass();
		expect(asked).toEqual([0, 2]);
		vi.useRealTimers();
	});

	it('reads all anew when a replay is set back', async () => {
		const kept = [...makeHistory().events];
		const { live, pass, seqs } = await open(kept);
		live.setState({ changedSeq: { incident: 17 } });
		await pass();
		kept.length = 4;
		live.setState({ changedSeq: { incident: 4 } });
		await pass();
		expect(seqs()).toEqual([1, 2, 3, 4]);
		vi.useRealTimers();
	});
});
