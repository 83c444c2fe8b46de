import type { Supply, SupplySource } from '../../../domain/alert/supply.ts';
import type { Finding } from '../../../domain/assessment.ts';
import type { WaterSource } from '../../../domain/water.ts';
import { createRuleFindings } from '../create-finding.ts';
import type { Site } from '../site.ts';

/**
 * Rules A12 and A13: is there water enough, is the nearest hydrant one to trust, does a hose need pumps in line, when does water run short?
 * `water`: the sources of `supply`, by id.
 */
export function judgeSupply(
	{ manifest, nowMs }: Site,
	supply: Supply,
	water: ReadonlyMap<string, WaterSource>,
): readonly Finding[] {
	const { sources, neededLps, availableLps, unknown, needs, shortFromS } = supply;
	const { findings, say } = createRuleFindings(manifest, nowMs, 'A12');
	const counted = sources.filter(({ counted }) => counted);
	const balance = createRuleFindings(manifest, nowMs, 'A13');
	if (neededLps === null) balance.say('unknown', 'water/need-unknown', { reason: needs[0]?.reason ?? 'no-target' });
	else {
		const params = { neededLps, availableLps, unknownCount: unknown.count, unknownLps: unknown.normLps };
		const knownLps = availableLps ?? 0;
		const isUnsure = unknown.count > 0 && knownLps < neededLps && knownLps + unknown.normLps >= neededLps;
		if (knownLps >= neededLps) {
			if (shortFromS === null) balance.say('satisfied', 'water/enough', params, counted);
			else balance.say('attention', 'water/vehicles-short', { ...params, shortFromS }, counted);
		} else if (isUnsure) balance.say('unknown', 'water/unsure', params, sources);
		else balance.say('attention', 'water/short', { ...params, availableLps: knownLps }, counted);
		if (shortFromS !== null && knownLps < neededLps && !isUnsure) {
			balance.say('attention', 'water/runs-short', { shortFromS, neededLps });
		}
	}
	judgeNearest(sources, water, say);
	const relayed = takeUpTo(counted, neededLps).filter(({ relayPumps }) => relayPumps === null || relayPumps > 0);
	if (relayed.length > 0) say('note', 'water/relay-needed', { count: relayed.length }, relayed);
	if (sources.length > 0 && sources.every(({ hoseM }) => hoseM === null)) {
		say('unknown', 'water/no-way', { count: sources.length }, sources);
	}
	return [...balance.findings, ...findings];
}

/** The nearest sources that meet the need together; all where they do not, or it is not known. */
function takeUpTo(counted: readonly SupplySource[], neededLps: number | null): SupplySource[] {
	const taken: SupplySource[] = [];
	let sumLps = 0;
	for (const source of counted) {
		if (neededLps !== null && sumLps >= neededLps) break;
		taken.push(source);
		sumLps += source.flowLps ?? 0;
	}
	return taken;
}

/** Whether the hydrant nearest by hose is one to count on. */
function judgeNearest(
	sources: readonly SupplySource[],
	water: ReadonlyMap<string, WaterSource>,
	say: ReturnType<typeof createRuleFindings>['say'],
): void {
	const hydrants = sources.filter(({ id, hoseM }) => hoseM !== null && water.get(id)?.kind.startsWith('hydrant'));
	const nearest = hydrants[0];
	const state = nearest && water.get(nearest.id)?.state;
	if (!nearest || !state || state === 'ok') return;
	const next = hydrants.find(({ id }) => water.get(id)?.state === 'ok');
	const params = { id: nearest.id, hoseM: nearest.hoseM, nextId: next?.id ?? null, nextHoseM: next?.hoseM ?? null };
	say(
		state === 'faulty' ? 'attention' : 'unknown',
		`water/nearest-${state}`,
		params,
		next ? [nearest, next] : [nearest],
	);
}
