import type { Words } from '../words.ts';
import type { zhCnSurroundings } from './zh-cn-surroundings.ts';

/** English words of the page: spread of fire. */
export const enSurroundings: Words<typeof zhCnSurroundings> = {
	exposure: {
		answer: '{{count}} may ignite · nearest {{gap}}',
		reaches: {
			none: 'harms nobody',
			crew: 'burns people',
			ignite: 'ignites',
			roof: 'lights roofs',
			spontaneous: 'self-ignites',
			equipment: 'wrecks',
		},
		radiation: 'Radiation received',
		radiationUnknown: 'radiation unknown, no height',
		required: 'Separation required',
		atLeast: 'rule ≥ {{required}}',
		wind: { downwind: 'downwind', crosswind: 'crosswind', upwind: 'upwind' },
		shielded: 'shielded by {{id}}',
		byDanger: 'Sort by danger',
		byGap: 'Sort by gap',
	},
	codes: {
		reason: {},
		note: {
			'height-supposed': "reckoned up to a supposed height, the neighbour's is unknown",
		},
		finding: {
			'exposures/ignite': '{{count}} receive ≥ {{limitKwM2}} kW/m², at most about {{kwM2}} kW/m², gap {{gapM}}',
			'exposures/none-ignites': 'no neighbour receives {{limitKwM2}} kW/m²',
			'exposures/some-unknown': 'no neighbour receives {{limitKwM2}} kW/m², the height of {{count}} supposed',
			'exposures/unknown': 'radiation on {{count}} neighbours unknown, no height of the target',
		},
		assumption: {
			radiation_crewKwM2: 'Radiation that people bear',
			radiation_igniteKwM2: 'Radiation that ignites wood (piloted)',
			radiation_roofKwM2: 'Radiation that ignites roofs and plastics',
			radiation_spontaneousKwM2: 'Radiation that ignites wood by itself',
			radiation_equipmentKwM2: 'Radiation that wrecks equipment',
			radiation_emitterKwM2: 'Radiation of an opening, by use',
			radiation_openingShare: 'Share of openings in a wall, by use',
			radiation_sheetWallShare: 'Share of openings in sheet walls',
			radiation_burningStoreys: 'Floors that burn at once',
			flame_heatMw: 'Heat release, by use',
			flame_baseM: 'Width of the flame at its base',
			exposure_supposedHeightM: 'Height taken for a neighbour of unknown height',
			exposure_downwindHalfDeg: 'Half angle that counts as downwind or upwind',
			wind_calmMps: 'Wind below this has no direction',
		},
	},
};
