import { z } from 'zod';
import { DISPATCH_TIMES, type Dispatch, type DispatchTime } from './dispatch.ts';

/** Duty status of a vehicle, GA/T 974.39-2011: 备勤 出动 途中 到场 出水 停水 返队 驻防 运水 训练. */
export const UNIT_STATES = ['10', '20', '21', '22', '23', '24', '25', '26', '27', '30'] as const;
export const unitStateSchema = z.enum(UNIT_STATES);
export type UnitState = z.infer<typeof unitStateSchema>;

/** 'sourced': drawn in GA/T 974.39-2011 as fire-facts 1.8 has it [S11]; 'assumption': not sourced, [K]. */
export type TransitionBasis = 'sourced' | 'assumption';

/**
 * Which states follow which. Sourced: 10-20-21-22-(23 and 24 in turn, 27)-25-10, and turning back 21-25. Assumptions: turning back before
 * the road (20-25) or before the gate (20-10); leaving without having worked (22-25); carrying water between jets and back (23, 24 to 27; 27
 * to 22, 23, 24); sent again on the way back (25-20, 25-21), from 驻防 (26) or training (30); those two from and to 备勤.
 */
export const UNIT_TRANSITIONS: Readonly<Record<UnitState, Partial<Record<UnitState, TransitionBasis>>>> = {
	'10': { '20': 'sourced', '26': 'assumption', '30': 'assumption' },
	'20': { '10': 'assumption', '21': 'sourced', '25': 'assumption' },
	'21': { '22': 'sourced', '25': 'sourced' },
	'22': { '23': 'sourced', '25': 'assumption', '27': 'sourced' },
	'23': { '24': 'sourced', '25': 'sourced', '27': 'assumption' },
	'24': { '23': 'sourced', '25': 'sourced', '27': 'assumption' },
	'25': { '10': 'sourced', '20': 'assumption', '21': 'assumption' },
	'26': { '10': 'assumption', '20': 'assumption', '21': 'assumption', '25': 'assumption' },
	'27': { '22': 'assumption', '23': 'assumption', '24': 'assumption', '25': 'sourced' },
	'30': { '10': 'assumption', '20': 'assumption' },
};

/** At the scene: arrived, jets on or off, carrying water. */
const AT_SCENE: readonly UnitState[] = ['22', '23', '24', '27'];
/** Ordered out, and not at the scene yet. */
const ON_THE_WAY: readonly UnitState[] = ['20', '21'];

/** The time of the dispatch that a state tells. 20 is 出动, the vehicle leaves; who goes on from elsewhere is on the road at once. */
const TIME_OF_STATE: Partial<Record<UnitState, DispatchTime>> = {
	'20': 'departed',
	'21': 'departed',
	'22': 'arrived',
	'23': 'waterOn',
};

/** Whether a vehicle in a state may go over to another, on what basis, and what it may go over to. */
export function checkTransition(
	from: UnitState,
	to: UnitState,
): { readonly basis: TransitionBasis | null; readonly next: readonly UnitState[] } {
	return {
		basis: UNIT_TRANSITIONS[from][to] ?? null,
		next: UNIT_STATES.filter((state) => UNIT_TRANSITIONS[from][state]),
	};
}

/** Whether a vehicle in a state may be sent to an incident: it stands by, trains, waits elsewhere, or is on its way back. */
export function mayBeSent(state: UnitState): boolean {
	return !AT_SCENE.includes(state) && !ON_THE_WAY.includes(state);
}

/** What a change of state sets of the dispatch that the vehicle is out for. */
export type DispatchStamp = Partial<Pick<Dispatch, 'times' | 'turnedBackAtMs' | 'endedAtMs'>>;

/**
 * The times that going over to a state sets. One that is known stays (到场 is the first arrival, 出水 the first jet); none is set before
 * one that comes before it. 25 from the road, or 10 from the gate, is 中返; 25 from the scene is 撤离; 10 ends the dispatch, and is 归队
 * for who had left.
 */
export function findDispatchTimes(
	from: UnitState,
	to: UnitState,
	atMs: number,
	{ times, turnedBackAtMs }: Pick<Dispatch, 'times' | 'turnedBackAtMs'>,
): DispatchStamp {
	const told = { ...times };
	const tell = (time: DispatchTime) => {
		if (told[time] !== null) return;
		const before = DISPATCH_TIMES.slice(0, DISPATCH_TIMES.indexOf(time)).map((name) => told[name] ?? atMs);
		told[time] = Math.max(atMs, ...before);
	};
	const stamp: { -readonly [K in keyof DispatchStamp]: DispatchStamp[K] } = {};
	const time = TIME_OF_STATE[to];
	if (time) tell(time);
	if (ON_THE_WAY.includes(from) && (to === '25' || to === '10') && turnedBackAtMs === null) {
		stamp.turnedBackAtMs = Math.max(atMs, times.departed ?? atMs);
	}
	if (AT_SCENE.includes(from) && to === '25') tell('withdrawn');
	if (to === '10') {
		if (told.departed !== null) tell('returned');
		stamp.endedAtMs = told.returned ?? atMs;
	}
	if (DISPATCH_TIMES.some((name) => told[name] !== times[name])) stamp.times = told;
	return stamp;
}
