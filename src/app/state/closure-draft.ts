import type { ClosureShape, NewClosure } from '../../domain/closure.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';

/** A closure that is being drawn, and what it is to say. */
export interface ClosureDraft {
	readonly kind: 'line' | 'area';
	readonly points: readonly Position[];
	/** Points taken back, the last one first: for doing them again. */
	readonly undone: readonly Position[];
	/** The shape is ended; the form is open. */
	readonly isDone: boolean;
	/** Share of speed left, per cent; 0 = closed. */
	readonly speedPercent: number;
	readonly reason: string;
	/** null = from now. */
	readonly fromMs: number | null;
	/** Hours it lasts; null = until it is lifted. */
	readonly hours: number | null;
}

/** What a person does to a draft. */
export type DraftStep =
	| { readonly type: 'add'; readonly at: Position }
	| { readonly type: 'undo' | 'redo' | 'finish' | 'reopen' };

/** Points a shape needs at least. */
const LEAST_POINTS = { line: 2, area: 3 } as const;
const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 4;

/** A draft with nothing drawn. */
export function startDraft(kind: ClosureDraft['kind']): ClosureDraft {
	return {
		kind,
		points: [],
		undone: [],
		isDone: false,
		speedPercent: 0,
		reason: '',
		fromMs: null,
		hours: DEFAULT_HOURS,
	};
}

/** Whether the shape has points enough to be ended. */
export function canFinish({ kind, points }: ClosureDraft): boolean {
	return points.length >= LEAST_POINTS[kind];
}

/** The draft after a step. A step that means nothing (ending too early, undoing nothing) leaves it as it is. */
export function stepDraft(draft: ClosureDraft, step: DraftStep): ClosureDraft {
	const { points, undone, isDone } = draft;
	switch (step.type) {
		case 'add': {
			const last = points.at(-1);
			if (isDone || (last && last[0] === step.at[0] && last[1] === step.at[1])) return draft;
			return { ...draft, points: [...points, step.at], undone: [] };
		}
		case 'undo': {
			if (isDone) return { ...draft, isDone: false };
			const last = points.at(-1);
			return last ? { ...draft, points: points.slice(0, -1), undone: [last, ...undone] } : draft;
		}
		case 'redo': {
			const [next, ...rest] = undone;
			return next && !isDone ? { ...draft, points: [...points, next], undone: rest } : draft;
		}
		case 'finish':
			return canFinish(draft) && !isDone ? { ...draft, isDone: true } : draft;
		case 'reopen':
			return { ...draft, isDone: false };
	}
}

/** The shape drawn so far, as a closure has it; null = too few points. */
export function findDraftShape(draft: Pick<ClosureDraft, 'kind' | 'points'>): ClosureShape | null {
	const points = draft.points.map(([lon, lat]): [number, number] => [lon, lat]);
	if (draft.kind === 'line') {
		return points.length < LEAST_POINTS.line ? null : { type: 'LineString', coordinates: points };
	}
	const [first] = points;
	return first && points.length >= LEAST_POINTS.area ? { type: 'Polygon', coordinates: [[...points, first]] } : null;
}

/** What is sent to the server; `nowMs` is its clock. null = nothing that could be sent yet. */
export function findNewClosure(draft: ClosureDraft, nowMs: number): NewClosure | null {
	const shape = findDraftShape(draft);
	if (!shape) return null;
	const { speedPercent, reason, fromMs, hours } = draft;
	return {
		shape,
		speedShare: speedPercent / 100,
		reason,
		...(fromMs === null ? {} : { fromMs }),
		untilMs: hours === null ? null : (fromMs ?? nowMs) + hours * HOUR_MS,
	};
}
