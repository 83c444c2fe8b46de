import { findParDueMs, type Team } from '../../../domain/records/team.ts';

/** How long a due account may stay open before it is overdue, seconds: then it is about life. Assumption, not sourced. */
export const PAR_GRACE_S = 60;

/** How a team's accountability stands. */
export interface ParState {
	readonly kind: 'outside' | 'running' | 'due' | 'overdue';
	/** Until it is due; below zero: since. null = it is not inside. */
	readonly leftS: number | null;
	/** How many did not answer last time; 0 = all did, or it was not asked yet. */
	readonly missing: number;
}

/** When a team has to be accounted for, by the server's clock. One of which people did not answer is overdue at once. */
export function readPar(team: Team, nowMs: number): ParState {
	const dueMs = findParDueMs(team);
	if (dueMs === null) return { kind: 'outside', leftS: null, missing: 0 };
	const leftS = (dueMs - nowMs) / 1000;
	const missing = team.par && team.par.atMs >= (team.enteredAtMs ?? 0) ? Math.max(0, team.people - team.par.people) : 0;
	const kind = missing > 0 || leftS <= -PAR_GRACE_S ? 'overdue' : leftS <= 0 ? 'due' : 'running';
	return { kind, leftS, missing };
}

/** Teams that have to be accounted for now, the longest waiting first. */
export function listDueTeams(teams: readonly Team[], nowMs: number): { readonly team: Team; readonly par: ParState }[] {
	return teams
		.map((team) => ({ team, par: readPar(team, nowMs) }))
		.filter(({ par }) => par.kind === 'due' || par.kind === 'overdue')
		.sort((a, b) => (a.par.leftS ?? 0) - (b.par.leftS ?? 0));
}

/** How long a team's air still lasts, seconds; below zero: it should be out. null = it is not inside, or that was not told. */
export function readAirLeftS({ enteredAtMs, exitedAtMs, airMin }: Team, nowMs: number): number | null {
	if (enteredAtMs === null || exitedAtMs !== null || airMin === null) return null;
	return airMin * 60 - (nowMs - enteredAtMs) / 1000;
}
