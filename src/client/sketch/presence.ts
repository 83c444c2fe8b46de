import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import { type Presence, presenceSchema } from '../../domain/tactics/sketch-wire.ts';
import type { SketchPeer } from '../sketch.ts';

const TELL_EVERY_MS = 100;
const COLOURS = 8;

/** Who else has the sketch open, and where this page's pointer is. */
export interface SketchPresence {
	set(part: Partial<Pick<Presence, 'cursor' | 'tool'>>): void;
	/** Takes what the server tells of others. @throws Error when it is nothing of the kind */
	take(update: Uint8Array): void;
	/** The line is there again. */
	tellAgain(): void;
	/** The line broke: nobody is known to be there. */
	forgetOthers(): void;
	destroy(): void;
}

/** Makes it with nobody. `send` may lose what it is given. */
export function createPresence({
	onOthers,
	send,
}: {
	onOthers: (others: readonly SketchPeer[]) => void;
	send: (update: Uint8Array) => void;
}): SketchPresence {
	const holder = new Doc();
	const awareness = new Awareness(holder);
	awareness.setLocalState({ cursor: null, tool: null });
	let timer: ReturnType<typeof setTimeout> | undefined;
	let toldAtMs = Number.NEGATIVE_INFINITY;

	awareness.on('change', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
		if ([...added, ...updated, ...removed].some((id) => id !== awareness.clientID)) onOthers(listOthers(awareness));
	});
	// Renews itself every 15 s too; others forget who has been silent for 30 s.
	awareness.on('update', ({ updated }: { updated: number[] }, origin: unknown) => {
		if (origin === 'local' && updated.includes(awareness.clientID)) tellSoon();
	});

	function tell(): void {
		clearTimeout(timer);
		timer = undefined;
		toldAtMs = performance.now();
		send(encodeAwarenessUpdate(awareness, [awareness.clientID]));
	}

	function tellSoon(): void {
		timer ??= setTimeout(tell, Math.max(0, toldAtMs + TELL_EVERY_MS - performance.now()));
	}

	return {
		set: (part) => awareness.setLocalState({ ...awareness.getLocalState(), ...part }),
		take: (update) => applyAwarenessUpdate(awareness, update, 'server'),
		// With a new count: the old one may be known to be gone.
		tellAgain: () => awareness.setLocalState(awareness.getLocalState()),
		forgetOthers() {
			const others = [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID);
			removeAwarenessStates(awareness, others, 'line');
			// So that the same clock is taken again when they are told anew.
			for (const id of others) awareness.meta.delete(id);
		},
		destroy() {
			// Says that this page goes.
			awareness.setLocalState(null);
			tell();
			awareness.destroy();
			holder.destroy();
			clearTimeout(timer);
		},
	};
}

function listOthers(awareness: Awareness): SketchPeer[] {
	return [...awareness.getStates()]
		.filter(([id]) => id !== awareness.clientID)
		.flatMap(([id, state]) => {
			const presence = presenceSchema.safeParse(state).data;
			return presence ? [{ id, colour: id % COLOURS, ...presence }] : [];
		})
		.sort((a, b) => a.id - b.id);
}
