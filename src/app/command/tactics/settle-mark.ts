import type { NewMark, Sketch } from '../../../client/sketch.ts';
import type { Position } from '../../../domain/geo/lon-lat.ts';
import type { AskSnap, PointerRay, SnapHit } from '../../../domain/snap.ts';
import { editGeometry, listVertices } from '../../../domain/tactics/edit-geometry.ts';
import type { Mark } from '../../../domain/tactics/mark.ts';
import { noteAnswers } from '../../state/note-answers.ts';
import { isSamePosition, settlePoint, type TacticsStore } from '../../state/tactics-store.ts';

/** Later than this a mark does not jump any more: assumption, not sourced. */
const SNAP_WITHIN_MS = 3_000;
/** What a mark gets from where it stands. */
const PLACED = ['geometry', 'headingDeg', 'floor', 'snappedTo'] as const;

/** Asks with an end: rejects with a TimeoutError when there is no answer in time. */
export function limitAsk(ask: AskSnap, withinMs = SNAP_WITHIN_MS): AskSnap {
	return (ray, signal) => {
		const late = AbortSignal.timeout(withinMs);
		return ask(ray, signal ? AbortSignal.any([signal, late]) : late);
	};
}

/** What catches a place; null = nothing, or no answer came: the tool then says that it does not snap. */
export function findCaught(tactics: TacticsStore, ask: AskSnap, ray: PointerRay): Promise<SnapHit | null> {
	return noteAnswers(ask, (isSnapLost) => tactics.setState({ isSnapLost }))(ray).catch(() => null);
}

/** Puts a mark that was drawn as `put` where it was caught, unless it is gone or somebody has moved it meanwhile. What was changed by hand stays. */
export function settleMark(
	sketch: Sketch,
	id: string,
	put: Partial<Mark>,
	settled: NewMark | (Pick<Mark, 'geometry'> & Partial<Mark>),
): void {
	const mark = sketch.marks.getState().marks.get(id);
	const isAsPut = (name: (typeof PLACED)[number]) =>
		mark !== undefined && JSON.stringify(mark[name]) === JSON.stringify(put[name] ?? null);
	if (!isAsPut('geometry')) return;
	const fields = PLACED.filter((name) => name in settled && isAsPut(name)).map((name) => [name, settled[name]]);
	sketch.settle(id, Object.fromEntries(fields));
}

/** Moves one point of a line or an area to where it was caught: in hand still, or a vertex of the mark that it has become meanwhile. */
export function settleVertex(tactics: TacticsStore, sketch: Sketch, from: Position, to: Position): void {
	const { points, undone } = tactics.getState();
	if ([...points, ...undone].some((at) => isSamePosition(at, from))) {
		tactics.setState((state) => settlePoint(state, from, to));
		return;
	}
	for (const [id, { geometry }] of sketch.marks.getState().marks) {
		const index = geometry.type === 'Point' ? -1 : listVertices(geometry).findIndex((at) => isSamePosition(at, from));
		if (index < 0) continue;
		sketch.settle(id, { geometry: editGeometry(geometry, { kind: 'vertex', index, at: to }) });
		return;
	}
}
