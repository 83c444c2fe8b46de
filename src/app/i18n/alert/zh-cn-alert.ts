import { zhCnAerial } from './zh-cn-aerial.ts';
import { zhCnForce } from './zh-cn-force.ts';
import { zhCnReasoning } from './zh-cn-reasoning.ts';
import { zhCnSides } from './zh-cn-sides.ts';
import { zhCnSurroundings } from './zh-cn-surroundings.ts';
import { zhCnTactics } from './zh-cn-tactics.ts';
import { zhCnTarget } from './zh-cn-target.ts';
import { zhCnWater } from './zh-cn-water.ts';
import { zhCnWhatIf } from './zh-cn-what-if.ts';
import { zhCnZones } from './zh-cn-zones.ts';

/** Chinese words of the alert assessment, by card. */
export const zhCnAlert = {
	targetFacts: zhCnTarget.targetFacts,
	aerial: zhCnAerial.aerial,
	supply: zhCnWater.supply,
	exposure: zhCnSurroundings.exposure,
	zones: zhCnZones.zones,
	tactics: zhCnTactics.tactics,
	force: zhCnForce.force,
	whatIf: zhCnWhatIf.whatIf,
	plan: zhCnWhatIf.plan,
	reasoning: zhCnReasoning.reasoning,
	assumptions: zhCnReasoning.assumptions,
};

/** By code: of reasons, findings and assumptions. */
export const zhCnAlertCodes = {
	reason: {
		...zhCnTarget.codes.reason,
		...zhCnSides.codes.reason,
		...zhCnAerial.codes.reason,
		...zhCnWater.codes.reason,
		...zhCnSurroundings.codes.reason,
		...zhCnZones.codes.reason,
		...zhCnForce.codes.reason,
		...zhCnWhatIf.codes.reason,
	},
	finding: {
		...zhCnTarget.codes.finding,
		...zhCnSides.codes.finding,
		...zhCnAerial.codes.finding,
		...zhCnWater.codes.finding,
		...zhCnSurroundings.codes.finding,
		...zhCnZones.codes.finding,
		...zhCnForce.codes.finding,
		...zhCnWhatIf.codes.finding,
	},
	rule: zhCnReasoning.codes.rule,
	formula: zhCnReasoning.codes.formula,
	clause: zhCnReasoning.codes.clause,
	input: zhCnReasoning.codes.input,
	separationRow: zhCnSides.codes.separationRow,
	note: { ...zhCnWater.codes.note, ...zhCnSurroundings.codes.note },
	assumption: {
		...zhCnTarget.codes.assumption,
		...zhCnSides.codes.assumption,
		...zhCnAerial.codes.assumption,
		...zhCnWater.codes.assumption,
		...zhCnSurroundings.codes.assumption,
		...zhCnZones.codes.assumption,
		...zhCnForce.codes.assumption,
		...zhCnWhatIf.codes.assumption,
	},
};
