import { parentPort } from 'node:worker_threads';
import { createStageMs } from './make-tile.ts';
import { fillShare, makeShare, type TileOrder, type TileReport, type TileWork } from './tile-threads.ts';

const report = (message: TileReport) => parentPort!.postMessage(message);
let work: TileWork;

parentPort!.on('message', async (order: TileOrder) => {
	if (order.kind === 'end') process.exit(0);
	const stageMs = createStageMs();
	if (order.kind === 'fill') {
		work = order.work;
		fillShare(work, stageMs);
	} else {
		await makeShare(work, order.queue, stageMs, () => report({ kind: 'made', tiles: 1 }));
	}
	report({ kind: 'done', stageMs });
});
