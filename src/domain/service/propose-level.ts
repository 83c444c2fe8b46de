import type { IncidentRecord } from '../incident.ts';
import { DEFAULT_LEVELS, type LevelRow } from './incident-types.ts';

/** Kinds whose small fire is of level 2 already: 高层、地下、人员密集、易燃易爆. */
const GRAVE_KINDS = ['fire.high-rise', 'fire.underground', 'fire.crowded', 'fire.chemical', 'fire.tunnel'];
/** Least number of people trapped of each level of a fire; XF/T 1340-2016 [S9], what 较少 to 大量 are: fire-facts 1.7 [K]. */
const TRAPPED_FROM = [
	[5, 30],
	[4, 10],
	[3, 3],
	[2, 1],
] as const;

/**
 * Which level do the service's own criteria give a call before anybody has seen the place? null = they do not say: a rescue, criteria of
 * the service's own, nothing grave told.
 */
export function proposeLevel(
	levels: readonly LevelRow[],
	{ typeCode, levelScheme, trapped }: Pick<IncidentRecord, 'typeCode' | 'levelScheme' | 'trapped'>,
): LevelRow | null {
	if (levelScheme !== 'fire') return null;
	const byPeople = TRAPPED_FROM.find(([, from]) => trapped !== null && trapped >= from)?.[0] ?? 0;
	const byKind = GRAVE_KINDS.includes(typeCode ?? '') ? 2 : 0;
	const row = levels.find(({ scheme, level }) => scheme === 'fire' && level === Math.max(byPeople, byKind));
	const known = DEFAULT_LEVELS.find(({ scheme, level }) => scheme === 'fire' && level === row?.level);
	return row && row.criteriaZh === known?.criteriaZh ? row : null;
}
