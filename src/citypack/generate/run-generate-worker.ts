import { parentPort } from 'node:worker_threads';
import { describeError } from '../../domain/errors.ts';
import { LocalRunner, type RunnerCall, type RunnerReply } from './batch-runner.ts';

const runner = new LocalRunner();

async function answer(call: RunnerCall): Promise<RunnerReply> {
	try {
		if (call.kind === 'lay') return { kind: 'laid', counts: await runner.lay(call.plan) };
		return { kind: 'finished', batch: await runner.finish(call.order) };
	} catch (error) {
		return { kind: 'failed', message: describeError(error) };
	}
}

parentPort?.on('message', async (call: RunnerCall) => {
	const reply = await answer(call);
	const buffers = reply.kind === 'finished' ? [reply.batch.buildings.bytes.buffer as ArrayBuffer] : [];
	parentPort?.postMessage(reply, buffers);
});
