import { TURN_FLAG } from '../../../domain/pack/road-graph.ts';

/** Kinds of turn that the travel table prices, in the order of their codes. */
export const TURN_KINDS = ['straight', 'slight', 'left', 'right', 'sharp', 'uTurn'] as const;
export type TurnKind = (typeof TURN_KINDS)[number];

/** Degrees in one step of `turnAngle`. */
export const TURN_STEP_DEG = 180 / 127;

/** Up to which deflection a turn is of a kind, degrees. Assumption, not sourced. */
const STRAIGHT_DEG = 20;
const SLIGHT_DEG = 45;
const TURN_DEG = 135;

/** What kind of turn is it? `angle` as in RoadGraph.turnAngle (right positive), `flags` as in turnFlags. */
export function findTurnKind(angle: number, flags: number): TurnKind {
	if ((flags & TURN_FLAG.uTurn) !== 0) return 'uTurn';
	const deg = Math.abs(angle) * TURN_STEP_DEG;
	if (deg < STRAIGHT_DEG) return 'straight';
	if (deg < SLIGHT_DEG) return 'slight';
	if (deg > TURN_DEG) return 'sharp';
	return angle < 0 ? 'left' : 'right';
}
