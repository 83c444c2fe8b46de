import { connect, createServer, type Socket } from 'node:net';

/** A line in front of a server that can be cut. */
export interface FlakyLine {
	readonly url: string;
	/** Cuts every connection through it now, without a word to either side. How many there were. */
	cut(): number;
	close(): void;
}

/** Passes all that comes to another port on; the target is asked at each connection. */
export async function openFlakyLine(target: () => string): Promise<FlakyLine> {
	const sockets = new Set<Socket>();
	const server = createServer((near) => {
		const { hostname, port } = new URL(target());
		const far = connect(Number(port), hostname);
		for (const [from, to] of [
			[near, far],
			[far, near],
		] as const) {
			sockets.add(from);
			from.on('error', () => {});
			from.on('close', () => {
				sockets.delete(from);
				to.destroy();
			});
			from.pipe(to);
		}
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	return {
		url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
		cut() {
			const count = sockets.size;
			for (const socket of sockets) socket.resetAndDestroy();
			return count;
		},
		close() {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}
