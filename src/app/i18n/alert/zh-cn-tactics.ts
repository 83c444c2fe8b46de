/** Chinese words on the map: labels of what the assessment says of tactics. */
export const zhCnTactics = {
	tactics: {
		fireFloor: '{{floor}} 层',
		fireFloorTail: '起火层',
		spot: '建议位 {{model}}',
		placed: '放置位 {{model}}',
		upTo: ' · 至 ',
		upToFloor: '{{floor}} 层',
		upToHeight: ' 约 {{height}}',
		highest: ' · 最高约 {{height}}',
		reachesNothing: ' · 够不到',
		relay: ' · 接力 {{pumps}} 泵',
		notCounted: ' · 未计入',
		zone: {
			collapse: '倒塌范围',
			'facade-fall': '坠落物范围',
			smoke: '烟气下风',
			'hazmat-isolation': '初始隔离区',
			'hazmat-downwind': '下风防护区',
		},
		zoneDistance: ' 约 {{distance}}',
		contingent: ' · 未启用',
		active: ' · 已启用',
		post: { command: '建议指挥位', staging: '建议集结点', uav: '无人机位' },
		postDistance: ' 距墙 {{distance}}',
		postHeight: ' 高 {{height}}',
	},
};
