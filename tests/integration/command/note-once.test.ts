import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../../src/client/api.ts';
import { createCaller } from '../../../src/client/caller.ts';
import { createNoteQueue, type NoteQueue } from '../../../src/client/note-queue.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { placeAt } from '../../support/fake-city.ts';
import { TOWN } from '../incidents/open-operations.ts';
import { makeServerFolder, startTestServer, type TestServer } from '../server/start-test-server.ts';

let server: TestServer;
let incidentId: string;
beforeAll(async () => {
	server = await startTestServer(TOWN, await makeServerFolder());
	const answer = await server.post('/api/incidents?assess=later', placeAt(0, 0));
	({ id: incidentId } = (await answer.json()) as { id: string });
});
afterAll(() => server.close());

/** A page: its queue with an empty memory over the machine's storage. `fetch` may lose what the server answers. */
function openPage(storage: Map<string, string>, fetch: typeof globalThis.fetch): NoteQueue {
	const live = createLiveStore();
	live.setState({ connection: 'live' });
	return createNoteQueue({
		api: createApi(createCaller({ baseUrl: server.url, fetch })),
		live,
		storage: { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value) },
		readActorId: () => 'demo',
	});
}

async function listTexts(): Promise<string[]> {
	const answer = await fetch(`${server.url}/api/notes?incidentId=${incidentId}`);
	return ((await answer.json()) as { notes: { text: string }[] }).notes.map(({ text }) => text);
}

/** The queue is empty. */
function emptied({ state }: NoteQueue): Promise<void> {
	return new Promise((resolve) => {
		const look = () => {
			if (state.getState().notes.length === 0) resolve();
		};
		state.subscribe(look);
		look();
	});
}

describe('a note of the queue on a real server', () => {
	it('is written once where the page was reloaded before the answer came', async () => {
		const storage = new Map<string, string>();
		let lost: () => void = () => {};
		const isWritten = new Promise<void>((resolve) => {
			lost = resolve;
		});
		const first = openPage(storage, async (input, init) => {
			await fetch(input, init);
			lost();
			// The page is gone before it hears.
			return new Promise<Response>(() => {});
		});
		const note = { incidentId, kind: 'report', text: '水枪到位', place: null, files: [] } as const;
		first.add({ ...note, atMs: Date.now() - 1000 });
		await isWritten;
		first.destroy();
		expect(await listTexts()).toEqual(['水枪到位']);

		const second = openPage(storage, fetch);
		expect(second.state.getState().notes).toHaveLength(1);
		await emptied(second);
		expect(await listTexts()).toEqual(['水枪到位']);

		// The same words once more are another note.
		second.add({ ...note, atMs: Date.now() - 500 });
		await emptied(second);
		expect(await listTexts()).toEqual(['水枪到位', '水枪到位']);
		second.destroy();
	});
});
