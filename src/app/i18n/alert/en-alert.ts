import { enAerial } from './en-aerial.ts';
import { enForce } from './en-force.ts';
import { enReasoning } from './en-reasoning.ts';
import { enSides } from './en-sides.ts';
import { enSurroundings } from './en-surroundings.ts';
import { enTactics } from './en-tactics.ts';
import { enTarget } from './en-target.ts';
import { enWater } from './en-water.ts';
import { enWhatIf } from './en-what-if.ts';
import { enZones } from './en-zones.ts';

/** English words of the alert assessment, by card. */
export const enAlert = {
	targetFacts: enTarget.targetFacts,
	aerial: enAerial.aerial,
	supply: enWater.supply,
	exposure: enSurroundings.exposure,
	zones: enZones.zones,
	tactics: enTactics.tactics,
	force: enForce.force,
	whatIf: enWhatIf.whatIf,
	plan: enWhatIf.plan,
	reasoning: enReasoning.reasoning,
	assumptions: enReasoning.assumptions,
};

/** By code: of reasons, findings and assumptions. */
export const enAlertCodes = {
	reason: {
		...enTarget.codes.reason,
		...enSides.codes.reason,
		...enAerial.codes.reason,
		...enWater.codes.reason,
		...enSurroundings.codes.reason,
		...enZones.codes.reason,
		...enForce.codes.reason,
		...enWhatIf.codes.reason,
	},
	finding: {
		...enTarget.codes.finding,
		...enSides.codes.finding,
		...enAerial.codes.finding,
		...enWater.codes.finding,
		...enSurroundings.codes.finding,
		...enZones.codes.finding,
		...enForce.codes.finding,
		...enWhatIf.codes.finding,
	},
	rule: enReasoning.codes.rule,
	formula: enReasoning.codes.formula,
	clause: enReasoning.codes.clause,
	input: enReasoning.codes.input,
	separationRow: enSides.codes.separationRow,
	note: { ...enWater.codes.note, ...enSurroundings.codes.note },
	assumption: {
		...enTarget.codes.assumption,
		...enSides.codes.assumption,
		...enAerial.codes.assumption,
		...enWater.codes.assumption,
		...enSurroundings.codes.assumption,
		...enZones.codes.assumption,
		...enForce.codes.assumption,
		...enWhatIf.codes.assumption,
	},
};
