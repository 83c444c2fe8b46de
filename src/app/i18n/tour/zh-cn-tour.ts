/** Words of the tour of the first run. */
export const zhCnTour = {
	tour: {
		title: '导览',
		first: '首次使用',
		hint: '一分钟看完界面',
		start: '开始',
		skip: '跳过',
		back: '上一步',
		next: '下一步',
		done: '完成',
		again: '导览',
		count: '{{step}} / {{steps}}',
		steps: {
			alarm: { title: '接警', text: 'F2 新建警情，只用键盘即可录入；有待确认警情时 F2 为确认。' },
			search: { title: '搜索', text: '按 / 输入地址、单位、建筑编号或坐标，支持拼音首字母，可有错字。' },
			cards: { title: '六张卡片', text: '目标、登高、水源、周边、警戒、预案，位置不变；按 1–6 跳转，点数字看依据。' },
			force: { title: '力量', text: '按 G 到力量栏，D 采用建议编成；B 车辆状态，E 编组与清点。' },
			tools: { title: '工具', text: 'M 量测，T 标绘，W 路线，F 假设，X 封路；V 切换二维三维。' },
			live: { title: '实时状态', text: '与服务器断开时顶部出现整条提示，写明图上是何时的情况。' },
			keys: { title: '按键', text: '按 ? 看全部按键；导览可在那里重看。' },
		},
	},
};
