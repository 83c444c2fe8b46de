import type { Words } from '../words.ts';
import type { zhCnTarget } from './zh-cn-target.ts';

/** English words of the page: facts of the target and how to get at its floors. */
export const enTarget: Words<typeof zhCnTarget> = {
	targetFacts: {
		region: 'Facts of the target and how to get at its floors',
		heights: 'Height strategy',
		heightsUnknown: 'unknown, no floor count',
		means: { ladder: 'aerial', hose: 'hose', riser: 'riser', relay: 'relay' },
		floors: 'floors {{from}}–{{to}}',
		floor: 'floor {{from}}',
		pump: 'pump {{mpa}} MPa',
		stages: '{{count}} pumps in relay',
		start: 'start from floor {{floor}}',
		startOf: 'fire on floor {{floor}}, start from floor {{start}}',
		refuge: 'refuge floors {{floors}} (expected by code)',
		noneOf: 'no single means reaches it',
		expected: 'expected',
	},
	codes: {
		reason: {
			'height-ladder': '{{model}} reaches it from outside',
			'height-hose-low': 'one low-pressure pump ({{pumpMpa}} MPa), hose up the stairs or the wall',
			'height-hose-medium': 'takes one medium-pressure pump ({{pumpMpa}} MPa)',
			'height-relay': '{{stages}} low-pressure pumps in line',
			'height-riser-expected': 'a high-rise should have a riser with a pump inlet, check on scene',
		},
		finding: {
			'heights/floor-above-top': 'Floor {{floor}} was reported, {{floors}} are on file',
			'heights/above-low-pump': 'Floor {{floor}} is above what a low-pressure pump reaches: medium pressure or relay',
			'heights/above-low-pump-riser':
				'Floor {{floor}} is above hose from a low-pressure pump: riser, medium pressure or relay',
		},
		assumption: {
			height_startFloorsBelow: 'Floors below the fire to start from',
			height_lineFlowLps: 'Flow of one line',
			height_nozzleM: 'Head at the nozzle',
			height_hoseLoss: 'Friction of 65 mm hose',
			height_hoseLengthM: 'Length of one hose',
			height_groundHoseM: 'Hose on the ground',
			height_hosePerHeight: 'Hose for a metre of height',
			height_lowPumpMpa: 'Low-pressure pump',
			height_mediumPumpMpa: 'Medium-pressure pump',
			height_riserFloorHoseM: 'Hose from the riser',
			height_riserLossM: 'Loss in inlet and riser',
			height_relayShare: 'Share of pump pressure used in relay',
			height_relayInletM: 'Head left at the next inlet',
		},
	},
};
