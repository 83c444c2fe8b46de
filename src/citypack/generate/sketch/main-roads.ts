/** A main road through the seats. 'trunk' and 'primary' are single lines; see expressways.ts for divided ones. */
export interface MainRoadSketch {
	readonly name: string;
	readonly nameEn: string;
	readonly roadClass: 'trunk' | 'primary';
	readonly widthM: number;
	readonly lanes: number;
	readonly line: string;
}

const SEAT = {
	dongcheng: '113.780,23.030',
	nancheng: '113.752,23.021',
	wanjiang: '113.736,23.052',
	guancheng: '113.752,23.049',
	shijie: '113.803,23.099',
	shilong: '113.846,23.107',
	chashan: '113.881,23.066',
	shipai: '113.955,23.088',
	qishi: '114.013,23.063',
	hengli: '113.972,23.022',
	qiaotou: '114.090,23.020',
	xiegang: '114.145,22.970',
	dongkeng: '113.940,22.993',
	changping: '113.998,22.982',
	liaobu: '113.872,22.998',
	zhangmutou: '114.083,22.914',
	dalang: '113.944,22.938',
	huangjiang: '113.997,22.879',
	qingxi: '114.159,22.843',
	tangxia: '114.079,22.808',
	fenggang: '114.144,22.743',
	dalingshan: '113.842,22.900',
	changan: '113.800,22.804',
	humen: '113.673,22.815',
	houjie: '113.673,22.939',
	shatian: '113.613,22.897',
	daojiao: '113.677,23.002',
	hongmei: '113.608,22.993',
	machong: '113.570,23.047',
	wangniudun: '113.653,23.056',
	zhongtang: '113.656,23.091',
	gaobu: '113.739,23.083',
	songshanhu: '113.890,22.920',
} as const;

const trunk = (name: string, nameEn: string, ...line: string[]): MainRoadSketch => ({
	name,
	nameEn,
	roadClass: 'trunk',
	widthM: 32,
	lanes: 8,
	line: line.join(' '),
});
const primary = (name: string, nameEn: string, ...line: string[]): MainRoadSketch => ({
	name,
	nameEn,
	roadClass: 'primary',
	widthM: 24,
	lanes: 6,
	line: line.join(' '),
});

/** Main roads by name, through the seats they join in fact; the course between is sketched. */
export const MAIN_ROADS: readonly MainRoadSketch[] = [
	trunk('东莞大道', 'Dongguan Avenue', SEAT.guancheng, SEAT.nancheng, '113.745,22.990', '113.716,22.942', SEAT.houjie),
	trunk('莞太路', 'Guantai Road', SEAT.guancheng, '113.738,23.020', '113.706,22.986', SEAT.houjie, '113.680,22.880', SEAT.humen),
	trunk('107国道', 'National Road G107', SEAT.humen, '113.735,22.800', SEAT.changan, '113.838,22.796', '113.880,22.790'),
	primary('鸿福路', 'Hongfu Road', '113.680,23.032', '113.715,23.026', SEAT.nancheng, '113.776,23.014', '113.806,23.006', '113.840,23.012', SEAT.liaobu),
	trunk('莞樟路', 'Guanzhang Road', SEAT.guancheng, SEAT.dongcheng, '113.826,23.018', SEAT.liaobu, '113.910,22.966', SEAT.dalang, '113.975,22.910', SEAT.huangjiang, '114.045,22.884', SEAT.zhangmutou),
	primary('莞龙路', 'Guanlong Road', SEAT.guancheng, '113.785,23.058', '113.820,23.072', SEAT.shilong),
	trunk('松山湖大道', 'Songshanhu Avenue', SEAT.dongcheng, '113.818,22.992', '113.852,22.960', SEAT.songshanhu, '113.915,22.925', SEAT.dalang),
	primary('莞长路', 'Guanchang Road', SEAT.dongcheng, '113.800,23.000', '113.834,22.950', SEAT.dalingshan, '113.822,22.850', SEAT.changan, '113.806,22.770', '113.800,22.725'),
	trunk('莞穗路', 'Guansui Road', SEAT.guancheng, SEAT.wanjiang, '113.695,23.058', SEAT.wangniudun, '113.610,23.052', SEAT.machong, '113.510,23.040'),
	primary('中麻路', 'Zhongma Road', SEAT.zhongtang, '113.615,23.084', SEAT.machong, '113.560,23.015', '113.560,22.960'),
	primary('北王路', 'Beiwang Road', SEAT.wangniudun, SEAT.zhongtang, '113.700,23.096', SEAT.gaobu, '113.770,23.094', SEAT.shijie, SEAT.shilong),
	primary('高埗大道', 'Gaobu Avenue', SEAT.wanjiang, SEAT.gaobu, '113.745,23.115', '113.748,23.155'),
	primary('望沙路', 'Wangsha Road', SEAT.wangniudun, '113.625,23.020', SEAT.hongmei, '113.592,22.945', SEAT.shatian, '113.625,22.850', SEAT.humen),
	primary('港口大道', 'Gangkou Avenue', SEAT.wanjiang, '113.708,23.028', SEAT.daojiao, '113.648,22.968', '113.622,22.930', SEAT.shatian),
	primary('洪道路', 'Hongdao Road', SEAT.machong, SEAT.hongmei, SEAT.daojiao, SEAT.nancheng),
	primary('厚沙路', 'Housha Road', SEAT.houjie, '113.640,22.915', SEAT.shatian, '113.550,22.880'),
	primary('太沙路', 'Taisha Road', SEAT.humen, '113.645,22.795', '113.630,22.765'),
	primary('虎门大道', 'Humen Avenue', SEAT.humen, '113.700,22.845', '113.755,22.875', SEAT.dalingshan),
	primary('厚大路', 'Houda Road', SEAT.houjie, '113.730,22.925', '113.790,22.912', SEAT.dalingshan, SEAT.songshanhu),
	primary('长安大道', "Chang'an Avenue", '113.690,22.780', '113.740,22.770', '113.780,22.785', SEAT.changan, '113.830,22.835', '113.880,22.858', '113.930,22.862', SEAT.huangjiang),
	primary('茶山大道', 'Chashan Avenue', SEAT.shijie, '113.838,23.090', SEAT.chashan, '113.925,23.052', SEAT.hengli),
	primary('寮茶路', 'Liaocha Road', SEAT.liaobu, '113.878,23.034', SEAT.chashan, '113.862,23.090', SEAT.shilong),
	primary('石排大道', 'Shipai Avenue', SEAT.shilong, '113.900,23.094', SEAT.shipai, SEAT.qishi, '114.050,23.050', SEAT.qiaotou),
	primary('茶石路', 'Chashi Road', SEAT.chashan, SEAT.shipai, '113.955,23.140'),
	primary('东坑大道', 'Dongkeng Avenue', SEAT.liaobu, SEAT.dongkeng, SEAT.changping, '114.050,22.965', '114.100,22.972', SEAT.xiegang, '114.260,22.975'),
	primary('常横路', 'Changheng Road', SEAT.changping, SEAT.hengli, '113.990,23.050', SEAT.qishi, '114.020,23.120'),
	primary('常平大道', 'Changping Avenue', SEAT.changping, '114.040,23.000', SEAT.qiaotou, '114.150,23.030'),
	primary('常朗路', 'Changlang Road', SEAT.changping, '113.970,22.955', SEAT.dalang, SEAT.dongkeng, SEAT.hengli),
	primary('常樟路', 'Changzhang Road', SEAT.changping, '114.030,22.935', SEAT.zhangmutou, SEAT.xiegang, SEAT.qiaotou),
	primary('樟清路', 'Zhangqing Road', SEAT.zhangmutou, '114.125,22.865', SEAT.qingxi, '114.260,22.842'),
	primary('清凤路', 'Qingfeng Road', SEAT.qingxi, '114.150,22.792', SEAT.fenggang, '114.150,22.660'),
	primary('塘龙路', 'Tanglong Road', SEAT.zhangmutou, '114.085,22.860', SEAT.tangxia, '114.112,22.775', SEAT.fenggang, '114.235,22.728'),
	primary('黄塘路', 'Huangtang Road', SEAT.huangjiang, '114.030,22.842', SEAT.tangxia, '114.050,22.785', '114.040,22.740'),
	primary('塘清路', 'Tangqing Road', SEAT.tangxia, '114.120,22.826', SEAT.qingxi),
	primary('朗黄路', 'Langhuang Road', SEAT.songshanhu, '113.925,22.905', '113.955,22.870', SEAT.huangjiang, '113.985,22.800'),
	primary('环莞快速', 'Huanguan Road', SEAT.houjie, '113.735,22.965', '113.770,22.985', '113.830,22.978', SEAT.liaobu),
];
