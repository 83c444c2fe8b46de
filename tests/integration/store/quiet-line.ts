import { connect, createServer, type Socket } from 'node:net';

/** A line to a database that can fall silent: connections stay, and nothing comes through. */
export interface QuietLine {
	readonly url: string;
	hush(): void;
	/** Lets through again, for new connections too; what was kept back comes first. */
	speak(): void;
	close(): void;
}

/** Opens a port of this machine that leads to the database of an address. */
export async function openQuietLine(url: string): Promise<QuietLine> {
	const target = new URL(url);
	const sockets = new Set<Socket>();
	let isHushed = false;
	const server = createServer((near) => {
		const far = connect(Number(target.port), target.hostname);
		for (const [from, to] of [
			[near, far],
			[far, near],
		] as const) {
			sockets.add(from);
			from.on('data', (bytes) => to.write(bytes));
			from.on('error', () => {});
			from.on('close', () => {
				sockets.delete(from);
				to.destroy();
			});
			if (isHushed) from.pause();
		}
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const line = new URL(url);
	line.port = String((server.address() as { port: number }).port);
	return {
		url: line.href,
		hush() {
			isHushed = true;
			for (const socket of sockets) socket.pause();
		},
		speak() {
			isHushed = false;
			for (const socket of sockets) socket.resume();
		},
		close() {
			server.close();
			for (const socket of sockets) socket.destroy();
		},
	};
}
