import { z } from 'zod';
import { recordMetaSchema } from './meta.ts';

/** How long a team inside goes unasked for at most, seconds. Assumption, not sourced: services set their own (commonly 10 to 20 min). */
export const PAR_INTERVAL_S = 600;

/** People who went in together (攻坚组, 搜救组), and when all of them were last accounted for (PAR). */
export const teamSchema = recordMetaSchema.extend({
	incidentId: z.string().min(1).max(40),
	/** null = of no sector. */
	sectorId: z.string().max(40).nullable().default(null),
	/** Vehicle they came with; null = not told. */
	unitId: z.string().max(200).nullable().default(null),
	name: z.string().trim().min(1).max(80),
	people: z.number().int().min(1).max(60),
	/** Names or call signs; may be fewer than `people`. */
	members: z.array(z.string().trim().min(1).max(60)).max(60).default([]),
	/** What they do and where; '' = not told. */
	task: z.string().trim().max(300).default(''),
	/** null = not in yet. */
	enteredAtMs: z.number().nullable().default(null),
	/** How long their air lasts from going in, minutes, as told by the crew; null = unknown. */
	airMin: z.number().min(1).max(240).nullable().default(null),
	parIntervalS: z.number().int().min(60).max(3600).default(PAR_INTERVAL_S),
	/** Last time they were accounted for, and how many answered; null = not yet. */
	par: z
		.object({ atMs: z.number(), people: z.number().int().min(0).max(60), byName: z.string() })
		.nullable()
		.default(null),
	/** Which time they were due at was let pass and is in the log, the newest; null = none since they went in. */
	parMissedMs: z.number().nullable().default(null),
	/** null = still in, or not in yet. */
	exitedAtMs: z.number().nullable().default(null),
});
export type Team = z.infer<typeof teamSchema>;

/** Accounts for a team: how many answered. */
export const parSchema = z.object({
	people: z.number().int().min(0).max(60),
	/** Absent = now. */
	atMs: z.number().optional(),
});

/** When a team has to be accounted for next, ms; null = it is not inside. */
export function findParDueMs({ enteredAtMs, exitedAtMs, par, parIntervalS }: Team): number | null {
	if (enteredAtMs === null || exitedAtMs !== null) return null;
	return Math.max(enteredAtMs, par?.atMs ?? enteredAtMs) + parIntervalS * 1000;
}

/** Up to when a team that is due has been let wait, a whole interval at a time, at a moment; null = it is not overdue. */
export function findMissedParMs(team: Team, nowMs: number): number | null {
	const dueMs = findParDueMs(team);
	if (dueMs === null || nowMs <= dueMs) return null;
	const intervalMs = team.parIntervalS * 1000;
	return dueMs + Math.floor((nowMs - dueMs) / intervalMs) * intervalMs;
}

/** When the log has next to say that a team was let wait, ms: once when it is overdue, then once an interval; null = it is not inside. */
export function findNextMissMs(team: Team): number | null {
	const dueMs = findParDueMs(team);
	if (dueMs === null) return null;
	const { parMissedMs, parIntervalS } = team;
	return parMissedMs === null || parMissedMs < dueMs ? dueMs : parMissedMs + parIntervalS * 1000;
}
