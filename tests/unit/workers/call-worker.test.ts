import { describe, expect, it } from 'vitest';
import { DataError, UnavailableError, UsageError } from '../../../src/domain/errors.ts';
import { type CallHandlers, createWorkerCaller, serveWorkerCalls } from '../../../src/workers/call-worker.ts';
import { createWire } from '../../support/create-wire.ts';

interface Messages {
	double: [input: number, output: number];
	wait: [input: string, output: string];
}

const HANDLERS: CallHandlers<Messages> = {
	double: async (input) => ({ output: input * 2 }),
	wait: (_, signal) =>
		new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('told to stop')))),
};

describe('createWorkerCaller', () => {
	it('gives each call its own answer', async () => {
		const { page, worker } = createWire();
		serveWorkerCalls(worker, HANDLERS);
		const caller = createWorkerCaller<Messages>(page);
		expect(await Promise.all([caller.call('double', 2), caller.call('double', 21)])).toEqual([4, 42]);
		expect(caller.pendingCount).toBe(0);
	});

	it('settles an aborted call at once with the reason, and tells the worker', async () => {
		const { page, worker, sent } = createWire();
		serveWorkerCalls(worker, HANDLERS);
		const caller = createWorkerCaller<Messages>(page);
		const controller = new AbortController();
		const call = caller.call('wait', 'long', { signal: controller.signal });
		expect(caller.pendingCount).toBe(1);
		controller.abort(new Error('moved on'));
		await expect(call).rejects.toThrow('moved on');
		expect(caller.pendingCount).toBe(0);
		expect(sent.at(-1)).toEqual({ type: 'cancel', id: 1 });
	});

	it('does not ask at all when the signal is aborted already', async () => {
		const { page, sent } = createWire();
		const call = createWorkerCaller<Messages>(page).call('double', 1, { signal: AbortSignal.abort(new Error('no')) });
		await expect(call).rejects.toThrow('no');
		expect(sent).toEqual([]);
	});

	it('brings errors of the house over with class, code and context', async () => {
		const { page, worker } = createWire();
		serveWorkerCalls<Messages>(worker, {
			...HANDLERS,
			double: async () => {
				throw new DataError('basemap/damaged', 'tile: got 3 bytes, expected a tile', { context: { bytes: 3 } });
			},
		});
		const error = await createWorkerCaller<Messages>(page)
			.call('double', 1)
			.catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(DataError);
		expect(error).toMatchObject({
			code: 'basemap/damaged',
			message: 'tile: got 3 bytes, expected a tile',
			context: { bytes: 3 },
		});
	});

	it('turns any other error into UnavailableError worker/failed', async () => {
		const { page, worker } = createWire();
		serveWorkerCalls<Messages>(worker, { ...HANDLERS, double: () => Promise.reject(new RangeError('too deep')) });
		const call = createWorkerCaller<Messages>(page).call('double', 1);
		await expect(call).rejects.toThrow(UnavailableError);
		await expect(call).rejects.toMatchObject({ code: 'worker/failed', message: 'too deep' });
	});

	it('refuses a message the worker does not know', async () => {
		const { page, worker } = createWire();
		serveWorkerCalls<Messages>(worker, HANDLERS);
		const caller = createWorkerCaller<{ toString: [input: null, output: null] }>(page);
		await expect(caller.call('toString', null)).rejects.toThrow(UsageError);
	});

	it('tells the caller what cannot be sent', async () => {
		const { page } = createWire();
		const caller = createWorkerCaller<{ send: [input: () => void, output: null] }>(page);
		await expect(caller.call('send', () => undefined)).rejects.toMatchObject({ code: 'worker/not-cloneable' });
		expect(caller.pendingCount).toBe(0);
	});

	it('rejects what is pending when the worker crashes, and when it is closed', async () => {
		const { page } = createWire();
		const caller = createWorkerCaller<Messages>(page);
		const crashed = caller.call('wait', 'a');
		page.dispatchEvent(Object.assign(new Event('error'), { message: 'script broke' }));
		await expect(crashed).rejects.toMatchObject({ code: 'worker/failed' });
		const closed = caller.call('wait', 'b');
		caller.destroy();
		await expect(closed).rejects.toMatchObject({ code: 'worker/closed' });
		await expect(caller.call('wait', 'c')).rejects.toMatchObject({ code: 'worker/closed' });
	});
});
