import type { Team } from '../../domain/records/team.ts';

/** Most people inside at once, by when teams went in and came out; null = no team went in. Who goes in as another comes out counts once. */
export function findMostInside(teams: readonly Team[]): number | null {
	const steps = teams.flatMap(({ enteredAtMs, exitedAtMs, people }) =>
		enteredAtMs === null
			? []
			: [
					{ atMs: enteredAtMs, change: people },
					...(exitedAtMs === null ? [] : [{ atMs: exitedAtMs, change: -people }]),
				],
	);
	if (steps.length === 0) return null;
	let inside = 0;
	let most = 0;
	for (const { change } of steps.sort((a, b) => a.atMs - b.atMs || a.change - b.change)) {
		inside += change;
		most = Math.max(most, inside);
	}
	return most;
}
