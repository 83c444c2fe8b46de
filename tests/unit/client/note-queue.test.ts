import { describe, expect, it } from 'vitest';
import { createNoteQueue, type NewNote } from '../../../src/client/note-queue.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { ForbiddenError, UnavailableError } from '../../../src/domain/errors.ts';
import type { Note } from '../../../src/domain/records/note.ts';

const NOTE: NewNote = { incidentId: 'i-1', kind: 'report', text: '水枪到位', atMs: 5000, place: null, files: [] };

function open(storage = new Map<string, string>(), actorId = 'u-1') {
	const live = createLiveStore();
	live.setState({ connection: 'live' });
	const sent: string[] = [];
	const keys: (string | undefined)[] = [];
	const failures: Error[] = [];
	const answer = (what: string) => {
		const failure = failures.shift();
		if (failure) throw failure;
		sent.push(what);
	};
	const queue = createNoteQueue({
		api: {
			async addNote(body, key) {
				keys.push(key);
				answer(`${body.text} @${body.atMs}`);
				return { ...body, id: `n-${sent.length}` } as unknown as Note;
			},
			async addAttachment({ id }, file) {
				answer(`${file.name} to ${id}`);
				return {} as never;
			},
		},
		live,
		storage: { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value) },
		readActorId: () => actorId,
	});
	return { queue, live, sent, keys, failures, storage, left: () => queue.state.getState().notes };
}

const settle = () => new Promise((done) => setTimeout(done));
const away = () => new UnavailableError('client/offline', 'no line');

describe('notes on their way', () => {
	it('are sent at once, with their files after them', async () => {
		const { queue, sent, left } = open();
		queue.add({ ...NOTE, files: [new File(['x'], 'door.jpg')] });
		await settle();
		expect(sent).toEqual(['水枪到位 @5000', 'door.jpg to n-1']);
		expect(left()).toEqual([]);
	});

	it('wait while the line is down, and go in their order when it is back', async () => {
		const { queue, live, sent, failures, left } = open();
		failures.push(away());
		queue.add(NOTE);
		queue.add({ ...NOTE, text: '第二条', atMs: 6000 });
		await settle();
		expect(sent).toEqual([]);
		expect(left().map(({ state }) => state)).toEqual(['waiting', 'waiting']);
		live.setState({ connection: 'offline' });
		live.setState({ connection: 'live' });
		await settle();
		expect(sent).toEqual(['水枪到位 @5000', '第二条 @6000']);
		expect(left()).toEqual([]);
		queue.destroy();
	});

	it('are there after a reload, with the time they were written at, and go to nobody else', async () => {
		const first = open();
		first.failures.push(away());
		first.queue.add(NOTE);
		await settle();
		first.queue.destroy();
		const other = open(first.storage, 'u-2');
		await settle();
		expect(other.sent).toEqual([]);
		const again = open(first.storage);
		await settle();
		expect(again.sent).toEqual(['水枪到位 @5000']);
		expect(open(first.storage).left()).toEqual([]);
	});

	it('are not sent twice where the answer was lost and the feed tells that they are there', async () => {
		const { queue, live, sent, failures, left } = open();
		failures.push(away());
		queue.add(NOTE);
		await settle();
		live.setState({ notes: [{ ...NOTE, id: 'n-9' } as unknown as Note], connection: 'offline' });
		live.setState({ connection: 'live' });
		await settle();
		expect(sent).toEqual([]);
		expect(left()).toEqual([]);
		queue.destroy();
	});

	it('go under one key each, the same when they are sent again and after a reload', async () => {
		const first = open();
		first.failures.push(away(), away());
		first.queue.add(NOTE);
		await settle();
		first.live.setState({ connection: 'offline' });
		first.live.setState({ connection: 'live' });
		await settle();
		first.queue.destroy();
		const again = open(first.storage);
		again.queue.add(NOTE);
		await settle();
		const [key] = first.keys;
		expect(key).toMatch(/^[\w.:-]{8,100}$/);
		expect(first.keys).toEqual([key, key]);
		expect(again.keys).toEqual([key, expect.not.stringMatching(String(key))]);
	});

	it('that the server refuses stay until somebody decides, and hold up no other', async () => {
		const { queue, sent, failures, left } = open();
		failures.push(new ForbiddenError('access/denied', 'no'));
		queue.add(NOTE);
		queue.add({ ...NOTE, text: '另一条' });
		await settle();
		expect(sent).toEqual(['另一条 @5000']);
		expect(left()).toMatchObject([{ state: 'refused', text: '水枪到位' }]);
		queue.sendAgain(left()[0]?.key ?? '');
		await settle();
		expect(sent).toHaveLength(2);
		expect(left()).toEqual([]);
	});
});
