import type { MessageEndpoint } from '../../src/workers/call-worker.ts';

/** Two ends of a wire in this process; a message arrives as a copy, in a later microtask. `sent` holds what went over it. */
export function createWire(): {
	page: MessageEndpoint & EventTarget;
	worker: MessageEndpoint & EventTarget;
	sent: unknown[];
} {
	const sent: unknown[] = [];
	class End extends EventTarget {
		peer: End | undefined;
		postMessage(message: unknown): void {
			const data = structuredClone(message);
			sent.push(data);
			queueMicrotask(() => this.peer?.dispatchEvent(Object.assign(new Event('message'), { data })));
		}
	}
	const page = new End();
	const worker = new End();
	page.peer = worker;
	worker.peer = page;
	return { page, worker, sent };
}
