import type { Aerial } from '../../../domain/alert/aerial.ts';
import type { Force } from '../../../domain/alert/force.ts';
import type { Part, Site } from '../site.ts';
import { judgeAerial } from './judge-aerial.ts';
import type { AerialFleet } from './suggest-model.ts';

/**
 * The aerial to show first, once it is known which vehicles are suggested beyond the card: where the one shown is neither sent nor put
 * somewhere by hand, the one that is suggested to be sent. With the findings on it.
 */
export function showSentAerial(
	site: Site,
	aerial: Aerial,
	fleet: AerialFleet,
	suggested: Force['suggested'],
): Part<Aerial> {
	const { appliances, suggestedModel } = aerial;
	const shown = appliances.find(({ model }) => model === suggestedModel);
	const isKept = shown === undefined || shown.isPlaced || fleet.due.includes(shown.model);
	const wanted = suggested.find(({ reasons }) => reasons.some(({ code }) => code === 'suggest-aerial'))?.model;
	const isAble = appliances.some(({ model, topM }) => model === wanted && topM !== null);
	const value = wanted !== undefined && !isKept && isAble ? { ...aerial, suggestedModel: wanted } : aerial;
	return { value, findings: judgeAerial(site, value, fleet) };
}
