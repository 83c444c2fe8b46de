/** Chinese words of the page: spread of fire. */
export const zhCnSurroundings = {
	exposure: {
		answer: '{{count}} 栋可能引燃 · 最近 {{gap}}',
		/** Radiation as a word, by Exposure.reaches. */
		reaches: {
			none: '不伤人',
			crew: '伤人',
			ignite: '可引燃',
			roof: '可燃屋面',
			spontaneous: '可自燃',
			equipment: '毁设备',
		},
		radiation: '受到的辐射',
		radiationUnknown: '辐射未知，缺高度',
		required: '应有间距',
		atLeast: '应 ≥ {{required}}',
		wind: { downwind: '下风', crosswind: '侧风', upwind: '上风' },
		shielded: '被 {{id}} 遮挡',
		byDanger: '按危险排',
		byGap: '按距离排',
	},
	/** By code: of a Reason, a finding, an assumption. */
	codes: {
		reason: {},
		note: {
			'height-supposed': '按假定高度算，邻栋高度未知',
		},
		finding: {
			'exposures/ignite': '{{count}} 栋受到的辐射 ≥ {{limitKwM2}} kW/m²，最大约 {{kwM2}} kW/m²，间距 {{gapM}}',
			'exposures/none-ignites': '没有邻栋受到的辐射达到 {{limitKwM2}} kW/m²',
			'exposures/some-unknown': '没有邻栋受到的辐射达到 {{limitKwM2}} kW/m²，其中 {{count}} 栋按假定高度算',
			'exposures/unknown': '{{count}} 栋受到的辐射未知，目标缺高度',
		},
		assumption: {
			radiation_crewKwM2: '人员能承受的辐射',
			radiation_igniteKwM2: '引燃木料的辐射（有火源）',
			radiation_roofKwM2: '引燃屋面、塑料的辐射',
			radiation_spontaneousKwM2: '木料自燃的辐射',
			radiation_equipmentKwM2: '毁坏设备的辐射',
			radiation_emitterKwM2: '开口面的辐射，按用途',
			radiation_openingShare: '外墙开口比，按用途',
			radiation_sheetWallShare: '铁皮墙的开口比',
			radiation_burningStoreys: '同时燃烧的层数',
			flame_heatMw: '热释放，按用途',
			flame_baseM: '火焰底部的宽度',
			exposure_supposedHeightM: '邻栋高度未知时按此高度计算',
			exposure_downwindHalfDeg: '算作下风、上风的半角',
			wind_calmMps: '低于此风速不分上下风',
		},
	},
};
