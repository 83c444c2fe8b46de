import type { Reason } from '../../../domain/alert/shapes.ts';
import type { SupplySource } from '../../../domain/alert/supply.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import type { WaterSource } from '../../../domain/water.ts';
import { roundTenth } from '../../measure/round.ts';
import { countStageLengths, flowThroughHoseLps, headForHoseM } from './hydraulics.ts';
import type { LaidHose } from './lay-hoses.ts';

/** What one source gives at the target. */
export interface RatedSource {
	readonly source: WaterSource;
	readonly hose: LaidHose;
	readonly lengths: number | null;
	/** What the source itself gives, discounted; null = not known. */
	readonly ownLps: number | null;
	readonly flowLps: number | null;
	readonly limitedBy: SupplySource['limitedBy'];
	/** Lines of hose side by side; null = no way. */
	readonly lines: number | null;
	readonly relayPumps: number | null;
	readonly liftM: number | null;
	/** Why it does not stand in the sum; null = it does. */
	readonly why: Reason | null;
	/** What it would give at the norm, where its flow or state is not known; null = does not apply. */
	readonly normLps: number | null;
}

/**
 * Rule A12: the flow one source gives at the end of its hose without a relay, by no more lines than it takes, what limits it, and how many
 * pumps in line one jet would take where it cannot be had without. A faulty one, one in the target itself and one without a way give nothing; of unknown state or flow it is not counted, and
 * `normLps` says what it would give at the norm. `liftM` null counts as level ground.
 */
export function rateSource(
	source: WaterSource,
	hose: LaidHose,
	liftM: number | null,
	durationS: number,
	values: ServiceValues,
): RatedSource {
	const lengths =
		hose.lengthM === null ? null : Math.ceil(hose.lengthM / (values['hose.lengthM'] * values['hose.layShare']) - 1e-9);
	const bare = { source, hose, lengths, liftM };
	const none = { ...bare, ownLps: null, flowLps: null, limitedBy: null, lines: null, relayPumps: null, normLps: null };
	if (source.state === 'faulty') return { ...none, why: { code: 'water/faulty', params: {} } };
	if (lengths === null) return { ...none, why: { code: 'hose/no-way', params: { passageM: values['hose.passageM'] } } };
	if (hose.start === 'in-target') return { ...none, why: { code: 'hose/in-target', params: {} } };
	const ownLps = findOwnFlowLps(source, durationS, values);
	const why = findDoubt(source, ownLps, values);
	const carried = carry(ownLps ?? normFlowLps(source, values), lengths, liftM ?? 0, values);
	if (why)
		return { ...none, ownLps, lines: carried.lines, relayPumps: carried.relayPumps, normLps: carried.flowLps, why };
	return { ...bare, ownLps, ...carried, normLps: null, why: null };
}

/** What a source gives by what is on file; null = nothing is. */
function findOwnFlowLps(
	{ kind, state, flowLps, volumeM3 }: WaterSource,
	durationS: number,
	values: ServiceValues,
): number | null {
	const share = state === 'stale' ? values['hydrant.staleShare'] : 1;
	if (flowLps !== null) return flowLps * share;
	return kind === 'tank' && volumeM3 !== null ? ((volumeM3 * 1000) / durationS) * share : null;
}

function normFlowLps({ kind }: WaterSource, values: ServiceValues): number {
	return kind === 'natural' ? values['pump.flowLps'] : values['hydrant.normLps'];
}

function findDoubt({ kind, state }: WaterSource, ownLps: number | null, values: ServiceValues): Reason | null {
	if (state === 'unknown') return { code: 'water/state-unknown', params: {} };
	if (ownLps !== null) return null;
	if (kind === 'natural') return { code: 'water/suction-unknown', params: { limitM: values['suction.maxM'] } };
	return { code: 'water/flow-unknown', params: {} };
}

/** What of a flow one pump at the source brings through as few lines as it takes; pumps in line only where not one jet comes without. */
function carry(
	ownLps: number,
	lengths: number,
	liftM: number,
	values: ServiceValues,
): { flowLps: number; limitedBy: 'source' | 'pump' | 'hose'; lines: number; relayPumps: number | null } {
	const pump = { headM: values['pump.headM'], headShare: values['pump.headShare'], inletM: values['pump.inletM'] };
	const headM = headForHoseM(pump, liftM);
	const loss = values['hose.supplyLoss'];
	const pumpedLps = Math.min(ownLps, values['pump.flowLps']);
	let lines = 1;
	while (lines < values['hose.supplyLines'] && flowThroughHoseLps(headM, loss, lengths, lines) < pumpedLps) lines++;
	const hoseLps = flowThroughHoseLps(headM, loss, lengths, lines);
	if (hoseLps >= pumpedLps) {
		const limitedBy = pumpedLps < ownLps ? 'pump' : 'source';
		return { flowLps: roundTenth(pumpedLps), limitedBy, lines, relayPumps: 0 };
	}
	const jetLps = Math.min(values['need.jetLps'], pumpedLps);
	const stage = countStageLengths(headM, loss, jetLps / lines);
	const relayPumps = hoseLps >= jetLps ? 0 : stage === 0 ? null : Math.ceil(lengths / stage) - 1;
	return { flowLps: roundTenth(hoseLps), limitedBy: 'hose', lines, relayPumps };
}
