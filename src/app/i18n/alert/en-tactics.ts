import type { Words } from '../words.ts';
import type { zhCnTactics } from './zh-cn-tactics.ts';

/** English words on the map: labels of what the assessment says of tactics. */
export const enTactics: Words<typeof zhCnTactics> = {
	tactics: {
		fireFloor: 'Floor {{floor}}',
		fireFloorTail: 'burning',
		spot: 'Suggested spot {{model}}',
		marked: 'Drawn {{model}}',
		placed: 'Placed {{model}}',
		upTo: ' to ',
		upToFloor: 'floor {{floor}}',
		upToHeight: ' · about {{height}}',
		highest: ' · highest about {{height}}',
		reachesNothing: ' · reaches nothing',
		relay: ' · {{pumps}} relay pumps',
		notCounted: ' · not counted',
		zone: {
			collapse: 'Collapse zone',
			'facade-fall': 'Falling facade',
			smoke: 'Smoke downwind',
			'hazmat-isolation': 'Isolation zone',
			'hazmat-downwind': 'Downwind protection',
		},
		zoneDistance: ' about {{distance}}',
		contingent: ' · not active',
		active: ' · active',
		post: { command: 'Suggested command post', staging: 'Suggested staging', uav: 'UAV view point' },
		postDistance: ' {{distance}} off the wall',
		postHeight: ' at {{height}}',
	},
};
