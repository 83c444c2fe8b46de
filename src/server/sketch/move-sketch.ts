import type { WriteTx } from '../store/store.ts';
import { movePending } from './sketch-table.ts';
import { openLocked, writeDrawn } from './write-sketch.ts';

/**
 * Gives the marks of one incident's sketch to another's, also those that are no events yet; the first is empty then. More than a sketch may
 * hold come together rather than some be lost. Both incidents are locked; their drawings are the caller's.
 */
export async function moveSketch(tx: WriteTx, from: string, to: string): Promise<void> {
	// In one order, as the incidents were.
	const opened = new Map<string, Awaited<ReturnType<typeof openLocked>>['state']>();
	for (const id of [from, to].sort()) opened.set(id, (await openLocked(tx, id)).state);
	const [source, target] = [opened.get(from), opened.get(to)];
	if (!source || !target) return;
	for (const [id, mark] of [...source.marks]) {
		target.put(id, mark);
		source.put(id, null);
	}
	// Above the numbers of both: what is drawn on it from now on comes after what was moved.
	const above = Math.max(source.seq, target.seq);
	await writeDrawn(tx, to, target, { needsNumber: true, above });
	await writeDrawn(tx, from, source);
	await movePending(tx.client, from, to);
	for (const state of opened.values()) state.destroy();
}
