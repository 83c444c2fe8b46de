/** Chinese words of the page: facts of the target and how to get at its floors. */
export const zhCnTarget = {
	targetFacts: {
		region: '登高之外的目标事实',
		heights: '登高策略',
		heightsUnknown: '未知，没有层数',
		means: { ladder: '举高车', hose: '水带', riser: '竖管', relay: '接力' },
		floors: '{{from}}–{{to}} 层',
		floor: '{{from}} 层',
		pump: '泵压 {{mpa}} MPa',
		stages: '{{count}} 台泵接力',
		start: '进攻起点 {{floor}} 层',
		startOf: '起火 {{floor}} 层，从 {{start}} 层进攻',
		refuge: '避难层 {{floors}} 层（规范推定）',
		noneOf: '没有单一手段够到',
		expected: '推定',
	},
	/** By code: of a Reason, a finding, an assumption. */
	codes: {
		reason: {
			'height-ladder': '{{model}} 从外面够得到',
			'height-hose-low': '一台低压泵（{{pumpMpa}} MPa）沿楼梯或外墙铺水带',
			'height-hose-medium': '要一台中压泵（{{pumpMpa}} MPa）',
			'height-relay': '低压泵 {{stages}} 台串联',
			'height-riser-expected': '高层应有竖管，经水泵接合器供水，现场核实',
		},
		finding: {
			'heights/floor-above-top': '报的 {{floor}} 层高于在册的 {{floors}} 层',
			'heights/above-low-pump': '{{floor}} 层超过低压泵的高度，要中压泵或接力',
			'heights/above-low-pump-riser': '{{floor}} 层超过低压泵铺水带的高度，用竖管、中压泵或接力',
		},
		assumption: {
			height_startFloorsBelow: '进攻起点低几层',
			height_lineFlowLps: '一支水枪的流量',
			height_nozzleM: '水枪口压力',
			height_hoseLoss: '65 mm 水带阻力',
			height_hoseLengthM: '一盘水带长',
			height_groundHoseM: '地面段水带',
			height_hosePerHeight: '每米高度的水带',
			height_lowPumpMpa: '低压泵',
			height_mediumPumpMpa: '中压泵',
			height_riserFloorHoseM: '竖管出口的水带',
			height_riserLossM: '接合器和竖管损失',
			height_relayShare: '接力时用泵压的份额',
			height_relayInletM: '下一台泵进口余压',
		},
	},
};
