import { parentPort } from 'node:worker_threads';
import { createStageMs } from './make-tile.ts';
import { makeShare, measureShare, type TileOrder, type TileReport, type TileWork } from './tile-threads.ts';

const report = (message: TileReport) => parentPort!.postMessage(message);
let work: TileWork;

parentPort!.on('message', async (order: TileOrder) => {
	const stageMs = createStageMs();
	if (order.kind === 'measure') {
		work = order.work;
		measureShare(work, stageMs);
	} else {
		await makeShare(work, order.queue, stageMs, () => report({ kind: 'made', tiles: 1 }));
	}
	report({ kind: 'done', stageMs });
});
