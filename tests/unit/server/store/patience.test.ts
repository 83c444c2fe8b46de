import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startPatience, withPatience } from '../../../../src/server/store/patience.ts';

afterEach(() => {
	vi.useRealTimers();
});

/** Lets nothing in this process happen for a while. */
function blockLoop(ms: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

describe('patience', () => {
	it('is over after its time, once, and not when it was ended before', () => {
		vi.useFakeTimers();
		const over = vi.fn();
		const ended = vi.fn();
		startPatience(5_000, over);
		const end = startPatience(5_000, ended);
		vi.advanceTimersByTime(4_700);
		expect(over).not.toHaveBeenCalled();
		end();
		vi.advanceTimersByTime(60_000);
		expect(over).toHaveBeenCalledTimes(1);
		expect(ended).not.toHaveBeenCalled();
	});

	it('hears an answer that came while the event loop stood still, longer than all the time it had', async () => {
		const server = createServer((socket) => socket.pipe(socket));
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		const socket = connect((server.address() as { port: number }).port, '127.0.0.1');
		await once(socket, 'connect');
		const answer = once(socket, 'data');
		socket.write('asked');
		const heard = withPatience(answer, 500, 'no answer');
		blockLoop(1_500);
		await expect(heard).resolves.toHaveLength(1);
		socket.destroy();
		server.close();
	});
});
